"""Acts at the doors: enrolling phones, deciding scans."""
