"""The benchmarks measure the program that is served, at the sizes they name."""

from eventapp.bench.catalogue import CASES
from tests.factories import programs


def test_the_command_names_what_there_is() -> None:
    done = programs.run("-m", "eventapp.cli", "bench", "nonsense", environ={})

    assert done.returncode == 2
    assert "unknown: nonsense; there are badges-250, " in done.stderr
    assert set(CASES) >= {"scan", "register", "agenda", "mixed", "emails", "scan-print"}
