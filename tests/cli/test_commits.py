"""Which commits `check` judges in the histories that clones have, and what it refuses."""

import os
import subprocess
from pathlib import Path

import pytest

from eventapp.cli.commits import fault, judged_after, new_commits, subject_faults
from eventapp.paths import CHECKOUT

AUTHOR = {
    f"GIT_{role}_{what}": "a@example.org"
    for role in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}


def git(folder: Path, *arguments: str) -> str:
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, **AUTHOR}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],  # noqa: S607  (the git of this machine)
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def commit(folder: Path, subject: str) -> str:
    git(folder, "commit", "--allow-empty", "--quiet", "-m", subject)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def history(tmp_path: Path) -> tuple[Path, str]:
    """Return a repository, and the commit after which its two last ones came."""
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "What was written before anybody judged")
    base = commit(folder, "Also that.")
    commit(folder, "web: Answer in the visitor's language")
    commit(folder, "mail: Sends twice")
    return folder, base


def test_commits_after_the_base_are_judged_and_older_ones_are_left(
    history: tuple[Path, str],
) -> None:
    folder, base = history

    commits = new_commits(folder, base) or []

    assert [subject for _, subject in commits] == [
        "mail: Sends twice",
        "web: Answer in the visitor's language",
    ]
    (only,) = subject_faults(commits)
    assert only.endswith("does not begin with an imperative (Sends): mail: Sends twice")


def test_a_shallow_clone_judges_what_its_remote_does_not_have(
    history: tuple[Path, str], tmp_path: Path
) -> None:
    origin, base = history
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", origin.as_uri(), str(clone))

    assert new_commits(clone, base) == []
    commit(clone, "own")
    assert [subject for _, subject in new_commits(clone, base) or []] == ["own"]


def test_nothing_is_judged_where_there_is_no_history(
    history: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, base = history
    unpacked = folder / "unpacked"
    unpacked.mkdir()

    assert new_commits(tmp_path, base) is None, "no repository"
    assert new_commits(unpacked, base) is None, "somebody else's repository"
    assert new_commits(folder, "0" * 40) is None, "neither the base nor a remote"
    monkeypatch.setenv("PATH", "/nowhere")
    assert new_commits(folder, base) is None, "no git"


@pytest.mark.parametrize(
    ("subject", "why"),
    [
        ("web: Bring texts", ""),
        ("web, mail: Address people by name", ""),
        ("w: " + "A" * 69, ""),
        ("w: " + "A" * 70, "73 characters"),
        ("Bring texts", "form"),
        ("web: bring texts", "form"),
        ("web: Bring texts.", "form"),
        ("web:Bring texts", "form"),
        ("web: Added texts", "Added"),
        ("web: Adding texts", "Adding"),
        ("web: Fixes", "Fixes"),
        ("web: Focus the field that is wrong", ""),
        ("web: Process bounces", ""),
    ],
)
def test_a_subject_is_short_names_its_area_and_asks_for_something(subject: str, why: str) -> None:
    assert why in fault(subject)
    assert bool(why) == bool(fault(subject))


def test_the_base_is_named_in_full() -> None:
    assert len(judged_after(CHECKOUT)) == 40
