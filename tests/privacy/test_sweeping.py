"""After an erasure: copies of e-mails in files go, those of others stay."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from eventapp.orm import make_engine
from eventapp.privacy.sweeping import sweep


def test_only_the_files_of_who_was_erased_go(tmp_path: Path) -> None:
    mine, other = ("a" * 32, "b" * 32)
    for name in (mine, other):
        (tmp_path / f"{name}.eml").write_text("Subject: x")
    erased: Any = SimpleNamespace(emails=[mine])
    engine = make_engine(f"sqlite:///{tmp_path / 'x.db'}")

    sweep(engine, f"file://{tmp_path}", erased)
    sweep(engine, "smtp://localhost", SimpleNamespace(emails=[other]))  # type: ignore[arg-type]

    engine.dispose()
    assert [path.name for path in tmp_path.glob("*.eml")] == [f"{other}.eml"]
