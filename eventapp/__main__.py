"""`python3 -m eventapp`: set up what is missing, then hand over to the command in `.venv`.

Standard library only, for it runs before anything is installed. Nothing is written outside the
checkout but the operating-system packages named first.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Set up when this is a checkout outside its own environment, then run the command."""
    if sys.version_info < (3, 11):
        print("eventapp: Python 3.11 or newer is needed.", file=sys.stderr)
        raise SystemExit(1)
    in_checkout = (ROOT / "pyproject.toml").is_file()
    at_home = Path(sys.prefix).resolve() == (ROOT / ".venv").resolve()
    if in_checkout and not at_home:
        from eventapp.bootstrap import start

        start.hand_over(sys.argv[1:])
    try:
        from eventapp.cli.command import main as command
    except ModuleNotFoundError as error:
        if not (in_checkout and at_home):
            raise
        begin_anew(error)
    command(prog_name="eventapp")


def begin_anew(error: ModuleNotFoundError) -> None:
    """Give `.venv` up, from which something went, and start again; once, then let it be seen."""
    from eventapp.bootstrap import environment

    module = str(error.name).partition(".")[0]
    if module == "eventapp" or not environment.spoil(module):
        raise error
    base = getattr(sys, "_base_executable", sys.executable)
    os.chdir(ROOT)
    os.execv(base, [base, "-m", "eventapp", *sys.argv[1:]])


if __name__ == "__main__":
    main()
