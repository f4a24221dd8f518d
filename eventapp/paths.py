"""Where shipped templates, migrations and config are: beside the package, or inside the wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def resource(name: str) -> Path:
    """Return the folder or file of that top-level name, in a checkout or an installed wheel."""
    beside = CHECKOUT / name
    if (CHECKOUT / "pyproject.toml").is_file() and beside.exists():
        return beside
    return PACKAGE / "_bundle" / name


def in_checkout() -> bool:
    """Say whether the program runs from a source tree."""
    return (CHECKOUT / "pyproject.toml").is_file()
