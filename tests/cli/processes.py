"""The command as an operator runs it: a process of its own, in an environment of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.factories.programs import run

PROGRAM = (sys.executable, "-m", "eventapp")


def environment(data_dir: Path, **environ: str) -> dict[str, str]:
    """Return what the process sees: nothing of our own but the search path."""
    return {
        "PATH": os.environ["PATH"],
        "EVENTAPP_DATA_DIR": str(data_dir),
        "EVENTAPP_WORKER": "apart",
        **environ,
    }


def eventapp(*words: str, data_dir: Path, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end; nobody sits at its terminal."""
    return run("-m", "eventapp", *words, environ=environment(data_dir, **environ))


def told(result: "subprocess.CompletedProcess[str]", code: int = 1) -> str:
    """Return the one sentence on standard error; nothing else was said."""
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode == code, (result.stdout, result.stderr)
    assert result.stdout == ""
    sentence = result.stderr.strip()
    assert sentence.startswith("Error: "), sentence
    assert "\n" not in sentence, sentence
    return sentence
