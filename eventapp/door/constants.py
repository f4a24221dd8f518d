"""The script that tells devices the words of the doors, made of the enums that the server uses.

`python3 -m eventapp.door.constants` writes it anew; `check` fails where it differs.
"""

import json
from enum import StrEnum
from pathlib import Path

from eventapp.checkin.models import Profile
from eventapp.checkin.verdicts import Decision, Direction, Override, Verdict, Why
from eventapp.paths import PACKAGE

SCRIPT = PACKAGE / "static" / "js" / "door" / "constants.js"
WORDS: tuple[type[StrEnum], ...] = (Direction, Decision, Verdict, Why, Override, Profile)
HEAD = "/* The words of the doors. Made by eventapp/door/constants.py of enums: not by hand. */"


def source() -> str:
    """Return the script as it has to read."""
    return "\n\n".join((HEAD, *map(_written, WORDS))) + "\n"


def _written(words: type[StrEnum]) -> str:
    lines = "".join(f"  {member.name}: {json.dumps(member.value)},\n" for member in words)
    return f"export const {words.__name__} = Object.freeze({{\n{lines}}});"


def fault(script: Path = SCRIPT) -> str:
    """Return a sentence where the script is not what these enums say; nothing where it is."""
    if script.exists() and script.read_text(encoding="utf-8") == source():
        return ""
    return f"{script.name} differs from the enums: run python3 -m eventapp.door.constants"


if __name__ == "__main__":
    SCRIPT.write_text(source(), encoding="utf-8")
