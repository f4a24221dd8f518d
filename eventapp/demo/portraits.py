"""The demo's portraits: drawings of nobody, made for it, and small enough to come with it."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.media import services as media
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.media.reading import ReadFile
from eventapp.paths import PACKAGE
from eventapp.text_search import fold

DRAWINGS = PACKAGE / "demo" / "data" / "portraits"
KIND, SIZE = "image/png", (640, 800)


def load_portrait(
    session: Session, event: Event, folder: Path, family_name: str, *, by: str, now: datetime
) -> StoredFile | None:
    """Store the drawing of an invented person as an uploaded portrait; None: nobody drew them.

    The drawings are as `media` writes portraits, so none is drawn or read anew at the start.
    """
    name = fold(family_name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))
    drawing = DRAWINGS / f"{name}.png"
    if not drawing.is_file():
        return None
    small = DRAWINGS / f"{name}-small.png"
    read = ReadFile(
        FilePurpose.PORTRAIT, drawing.name, KIND, drawing.read_bytes(), small.read_bytes(), SIZE
    )
    return media.store(session, folder, read, event.id, by=by, now=now)
