"""Files that hold personal data are for their owner alone, whatever umask the process was given.

What is made from now on is private by the process's umask; what lies there from earlier is mended.
A path that another user owns, a symbolic link and a folder that others use, too, stay as they are.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from sqlalchemy.engine import make_url

from eventapp.settings import Settings

OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""What a mode lets everybody but the owner do."""

FOLDERS = ("booklets", "documents", "keys", "media", "outbox")
"""What the program makes in its data directory."""

FILES = ("eventapp.db*", "jobs.db*", "limits.db*", "*.key")
"""Files beside them; a database is followed by its log and journals."""

log = structlog.get_logger()


def be_private() -> None:
    """Let this process and its children make files for their owner alone."""
    os.umask(OTHERS)


def mend(settings: Settings) -> None:
    """Shut what earlier versions, or another umask, left open; what cannot be shut is logged."""
    folder = settings.data_dir
    if _is_ours(folder, stat.S_ISDIR):
        if _is_shared(folder):
            log.warning("data_dir_is_shared", hint="use a folder for this program alone")
        else:
            _shut(folder)
    for path in _kept_in(folder):
        _shut(path)
    for path in _kept_elsewhere(settings):
        _shut(path)


def _kept_in(folder: Path) -> Iterator[Path]:
    for pattern in FILES:
        yield from folder.glob(pattern)
    for name in FOLDERS:
        inner = folder / name
        if _is_ours(inner, stat.S_ISDIR) and _is_open(inner):
            yield inner
            yield from (path for path in inner.iterdir() if _is_ours(path, stat.S_ISREG))


def _kept_elsewhere(settings: Settings) -> Iterator[Path]:
    """Yield what an operator put beside the data directory: database, e-mails as files."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        database = Path(url.database)
        yield from database.parent.glob(f"{database.name}*")
    mail = urlsplit(settings.mail_url)
    folder = Path(mail.path)
    if mail.scheme == "file" and _is_ours(folder, stat.S_ISDIR) and _is_open(folder):
        yield from folder.glob("*.eml")
        if not _is_shared(folder):
            yield folder


def _shut(path: Path) -> None:
    """Take everybody else's rights on a file or folder that is really ours."""
    if not _is_ours(path, lambda mode: stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return
    if not _is_open(path):
        return
    try:
        path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~OTHERS)
    except OSError as error:  # a file system without owners, or mounted for reading
        log.warning("not_made_private", name=path.name, error=error.strerror)


def _is_open(path: Path) -> bool:
    return bool(path.lstat().st_mode & OTHERS)


def _is_ours(path: Path, kind: Callable[[int], bool]) -> bool:
    """Say whether it is there, of that kind, no link, and this user's own."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return kind(status.st_mode) and status.st_uid == os.geteuid()


def _is_shared(folder: Path) -> bool:
    """Say whether others use the folder, too: `/tmp`, a home, a checkout."""
    if folder.lstat().st_mode & stat.S_ISVTX:
        return True
    return any(
        path.name not in (*FOLDERS, "lost+found") and path.is_dir() for path in folder.iterdir()
    )
