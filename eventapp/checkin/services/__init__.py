"""Acts at the doors: enrolling devices, deciding scans."""
