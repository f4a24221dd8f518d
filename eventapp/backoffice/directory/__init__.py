"""The directory: searched, imported and exported, duplicates merged."""
