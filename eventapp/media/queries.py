"""Finding uploaded files: their rows, and where their content lies."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.media.models import StoredFile

SMALL = "-small"
"""What follows the name of a file that holds the small edition of a portrait."""


def file(session: Session, public_id: str) -> StoredFile | None:
    """Return the file of that public name."""
    return session.scalar(select(StoredFile).where(StoredFile.public_id == public_id))


def path_of(folder: Path, stored: StoredFile, *, small: bool = False) -> Path:
    """Return where a file lies, or its small edition."""
    return folder / f"{stored.public_id}{SMALL if small else ''}"


def public_ids(session: Session) -> set[str]:
    """Return the public names of all files that have a row."""
    return set(session.scalars(select(StoredFile.public_id)))


def still_there(session: Session, public_ids: Collection[str]) -> set[str]:
    """Return those of these public names that have a row."""
    if not public_ids:
        return set()
    statement = select(StoredFile.public_id).where(StoredFile.public_id.in_(public_ids))
    return set(session.scalars(statement))


def paths(folder: Path) -> list[Path]:
    """Return what lies in the folder of uploaded files, half-written ones too."""
    return [path for path in folder.glob("*") if path.is_file()]


def owner_of(path: Path) -> str:
    """Return the public name of the file whose content, or small edition, lies there."""
    return path.name.removesuffix(SMALL)
