"""What runs before anything is installed: make `.venv` or say why not. Standard library only."""
