"""What `check` asks of the subjects of new commits: short, with an area, in the imperative."""

import re
import subprocess
import tomllib
from pathlib import Path

LONGEST = 72
"""Characters that every view of a history shows whole."""
FORM = re.compile(r"[a-z][a-z0-9_.-]*(?:, [a-z][a-z0-9_.-]*)*: (?P<verb>[A-Z][\w-]*)(?: .+)?")
INFLECTED = re.compile(r"(?:ed|ing|[^su]s)$")
"""Added, adding, adds: no imperative."""
IMPERATIVES = frozenset(
    {"bring", "embed", "exceed", "feed", "need", "proceed", "ring", "seed", "speed", "string"}
)
"""Verbs that only look inflected."""


def judged_after(checkout: Path) -> str:
    """Return the commit that ends what is not judged, from pyproject.toml."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["tool"]["eventapp"]["commits-judged-after"])


def new_commits(checkout: Path, base: str) -> list[tuple[str, str]] | None:
    """Return id and subject of each new commit, merges aside; None where git tells no history.

    New is what came after `base`; in a clone that does not reach back to it, what is on no remote's
    main branch.
    """
    if _git(checkout, "rev-parse", "--show-toplevel") != str(checkout.resolve()):
        return None
    known = [base]
    if _git(checkout, "merge-base", "--is-ancestor", base, "HEAD") is None:
        remotes = ("for-each-ref", "--format=%(refname)", "refs/remotes/*/main")
        known = (_git(checkout, *remotes) or "").split()
    if not known:
        return None
    log = _git(checkout, "log", "--no-merges", "--format=%h %s", "HEAD", "--not", *known, "--")
    return None if log is None else [_apart(line) for line in log.splitlines()]


def subject_faults(commits: list[tuple[str, str]]) -> list[str]:
    """Return a sentence for each subject that is no short `area: Imperative phrase`."""
    return [f"{name} {why}: {subject}" for name, subject in commits if (why := fault(subject))]


def fault(subject: str) -> str:
    """Return what is wrong with a subject, or nothing."""
    if len(subject) > LONGEST:
        return f"has {len(subject)} characters, {LONGEST} are allowed"
    form = FORM.fullmatch(subject)
    if form is None or subject.endswith("."):
        return "is not of the form `area: Imperative phrase`"
    verb = form["verb"].lower()
    if INFLECTED.search(verb) and verb not in IMPERATIVES:
        return f"does not begin with an imperative ({form['verb']})"
    return ""


def _apart(line: str) -> tuple[str, str]:
    name, _, subject = line.partition(" ")
    return name, subject


def _git(checkout: Path, *arguments: str) -> str | None:
    """Return what git answers; None when it refuses or is not there."""
    line = ["git", "-C", str(checkout), *arguments]
    try:
        done = subprocess.run(line, capture_output=True, text=True, check=True)  # noqa: S603  (a fixed program)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
