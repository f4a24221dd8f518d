"""Hatch build hook: see that the front-end files are there, and compile the message catalogues."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # hatchling loads this file alone

from front_end import fetch

BUNDLED = ("templates", "migrations", "config/defaults.toml")
"""From beside the package -> into it, in a wheel alone: a checkout reads its own."""


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel, also the editable one, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring front-end files and compiled catalogues up to date."""
        root = Path(self.root)
        fetch(root)
        compile_catalogues(root / "eventapp" / "translations")
        if version == "standard":
            bundle = {str(root / name): f"eventapp/_bundle/{name}" for name in BUNDLED}
            build_data["force_include"].update(bundle)


def compile_catalogues(folder: Path) -> None:
    """Write the .mo beside each .po."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for path in folder.rglob("*.po"):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))
