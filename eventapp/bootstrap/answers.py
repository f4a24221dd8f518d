"""What is answered before anything is installed: help, the version, and words nobody knows."""

import difflib
import sys
import textwrap
import tomllib
from pathlib import Path

from eventapp.bootstrap.steps import ROOT

HELP = {"-h", "--help"}
ABOUT = "Run a conference: registration, programme, badges, check-in. Without a command: serve."
LIST = Path(__file__).with_name("commands.txt")
"""Every command and what it does, a line each; `check` compares it with the program's own."""
LATER = "Its options are shown once .venv is made, which the first command that needs it does."


def commands() -> dict[str, tuple[str, dict[str, str]]]:
    """Return by command what it does, and by its own commands what they do."""
    names: dict[str, tuple[str, dict[str, str]]] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        name, _, about = line.partition(": ")
        first, _, second = name.partition(" ")
        if second:
            names[first][1][second] = about
        else:
            names[first] = (about, {})
    return names


def needs_nothing(arguments: list[str]) -> bool:
    """Say whether these arguments ask for words alone: help, the version, or what there is not."""
    first, second = [*arguments, "", ""][:2]
    if not arguments:
        return False
    known = commands().get(first)
    if known is None or HELP & set(arguments):
        return True
    return bool(known[1]) and second not in known[1]


def answer(arguments: list[str]) -> int:
    """Answer what `needs_nothing`, as the program itself would; return the exit code."""
    known = commands()
    first, second = [*arguments, ""][:2]
    if first == "--version":
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        print(f"eventapp, version {project['version']}")
        return 0
    if first in HELP:
        print(listing("eventapp", ABOUT, {name: entry[0] for name, entry in known.items()}))
        return 0
    if first not in known:
        return refuse("eventapp", first, list(known))
    about, parts = known[first]
    if second in parts:
        print(listing(f"eventapp {first} {second}", f"{parts[second]} {LATER}", {}))
    elif parts and second and second not in HELP:
        return refuse(f"eventapp {first}", second, list(parts))
    else:
        print(listing(f"eventapp {first}", about if parts else f"{about} {LATER}", parts))
    return 0 if HELP & set(arguments) else 2


def listing(name: str, about: str, commands: dict[str, str]) -> str:
    """Return a page of help: what it is for and the commands below it."""
    width = max(map(len, commands), default=0) + 4
    lines = [f"Usage: {name} [OPTIONS]{' COMMAND [ARGS]...' if commands else ' ...'}", ""]
    lines += textwrap.wrap(about, 78, initial_indent="  ", subsequent_indent="  ")
    lines += ["", "Options:"]
    lines += ["  --version   Show the version and exit."] if name == "eventapp" else []
    lines += ["  -h, --help  Show this message and exit."]
    lines += ["", "Commands:"] if commands else []
    for command in sorted(commands):
        head = f"  {command}".ljust(width)
        lines += textwrap.wrap(
            commands[command], 78, initial_indent=head, subsequent_indent=" " * width
        )
    return "\n".join(lines)


def refuse(name: str, typed: str, known: list[str]) -> int:
    """Say that there is no such option or command, and what was perhaps meant."""
    print(
        f"Usage: {name} [OPTIONS] COMMAND [ARGS]...\nTry '{name} --help' for help.\n",
        file=sys.stderr,
    )
    kind = "option" if typed.startswith("-") else "command"
    near = difflib.get_close_matches(typed, known)
    hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    print(f"Error: No such {kind} {typed!r}.{hint}", file=sys.stderr)
    return 2
