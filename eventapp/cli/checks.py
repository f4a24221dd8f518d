"""What `doctor` tries: each check returns one finding, and leaves everything as it was."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from eventapp.api.operations import LITTLE_DISK
from eventapp.cli import faults
from eventapp.documents import pdf, typefaces
from eventapp.mail.transports import SmtpTransport, TryLater
from eventapp.settings import Settings

REDIS_SECONDS = 5
OTHERS = 0o077
"""Permission bits of everybody but the owner."""


class CheckOutcome(StrEnum):
    """How a check ended."""

    OK = "ok"
    NOTE = "note"
    """Nothing fails; somebody should know."""
    FAILS = "FAILS"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and what to do where it fails."""

    verdict: CheckOutcome
    said: str


def good(said: str) -> Finding:
    """Return that all is well."""
    return Finding(CheckOutcome.OK, said)


def note(said: str) -> Finding:
    """Return what somebody should know."""
    return Finding(CheckOutcome.NOTE, said)


def fails(said: str) -> Finding:
    """Return what is wrong, and what to do."""
    return Finding(CheckOutcome.FAILS, said)


def mode(settings: Settings) -> Finding:
    """Say whether this is production."""
    if settings.development:
        return note("development: loopback only, demo allowed. EVENTAPP_SECRET_KEY ends it.")
    return good("production")


def address(settings: Settings) -> Finding:
    """Look whether people reach the installation in a way that protects them."""
    if settings.development:
        return good(settings.base_url)
    if not settings.secure:
        return fails(
            f"{settings.base_url} is not encrypted: cookies are open, cameras stay shut."
            " Put TLS in front and set EVENTAPP_BASE_URL=https://..."
        )
    if not settings.trusted_proxies:
        return note(
            f"{settings.base_url}; behind a proxy set EVENTAPP_TRUSTED_PROXIES=1, or all visitors"
            " count as one."
        )
    return good(settings.base_url)


def folder(settings: Settings) -> Finding:
    """Write a file into the data directory, read it back and remove it."""
    place = settings.data_dir
    if not place.is_dir():
        if place.exists():
            return fails(f"{place} is no folder. Set EVENTAPP_DATA_DIR to one.")
        return note(f"{place} is not there yet; the first start makes it.")
    try:
        with tempfile.NamedTemporaryFile(dir=place, prefix="doctor-") as file:
            file.write(b"eventapp")
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            if file.read() != b"eventapp":
                return fails(f"{place} gives back other than was written. Its disk is broken.")
    except OSError as error:
        return fails(
            f"{place} takes no files: {error.strerror}. Let the user of eventapp write there."
        )
    return good(f"{place}")


def permissions(settings: Settings) -> Finding:
    """Look whether other users of the machine can read what is personal or secret."""
    place = settings.data_dir
    url = make_url(settings.database_url)
    kept = [place]
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        kept += [file.with_name(file.name + end) for end in ("", "-wal", "-shm", "-journal")]
    kept += [place / name for name in ("development.key", "keys", "outbox", "jobs.db", "limits.db")]
    bare = [path for path in kept if path.exists() and path.stat().st_mode & OTHERS]
    if bare:
        shown = f"{bare[0]} has mode {bare[0].stat().st_mode & 0o777:04o}"
        more = f", {len(bare) - 1} more are open, too" if len(bare) > 1 else ""
        return fails(f"{shown}{more}: others may read it. Run chmod -R go= {place}")
    return good("others cannot read the data")


def disk(settings: Settings) -> Finding:
    """Look how much room is left."""
    place = next(path for path in (settings.data_dir, *settings.data_dir.parents) if path.exists())
    free = shutil.disk_usage(place).free
    said = f"{free // 1_000_000} MB free"
    if free < LITTLE_DISK:
        return fails(f"{said} at {place}: less than {LITTLE_DISK // 1_000_000}. Make room.")
    return good(said)


def mail_server(settings: Settings) -> Finding:
    """Greet the mail server as before an e-mail, with its encryption and password; send none."""
    scheme, _, rest = settings.mail_url.partition("://")
    if scheme == "file":
        if not settings.development:
            return fails(
                f"e-mails go into files in {rest}, to nobody. Set EVENTAPP_MAIL_URL=smtp://..."
            )
        return note(f"e-mails go into files in {rest}")
    transport = SmtpTransport(settings.mail_url)
    place = f"{transport.host}:{transport.port}"
    try:
        transport.greet()
    except TryLater as trouble:
        return fails(f"{place}: {trouble}. Mend EVENTAPP_MAIL_URL, or the server.")
    if settings.mail_from.endswith("@localhost"):
        return note(f"{place} answers; set EVENTAPP_MAIL_FROM: none accepts {settings.mail_from}.")
    return good(f"{place} answers")


def rate_limits(settings: Settings) -> Finding:
    """Ping Redis, where limits are shared through it."""
    if not settings.redis_url:
        where = settings.data_dir / "limits.db"
        return good(f"counted in {where}" if settings.rate_limits else "off")
    try:
        import redis  # noqa: PLC0415  (an optional package, wanted by this setting alone)
    except ModuleNotFoundError:
        return fails(faults.lacks("redis"))
    place = urlsplit(settings.redis_url)
    shown = f"Redis at {place.hostname or place.path}:{place.port or 6379}"
    patience = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
    client = redis.Redis.from_url(settings.redis_url, **patience)
    try:
        client.ping()
    except (redis.RedisError, OSError) as error:
        said = " ".join(str(error).split()).rstrip(".")
        return fails(f"{shown} does not answer: {said}. Start it, or mend EVENTAPP_REDIS_URL.")
    finally:
        client.close()
    return good(f"{shown} answers")


def fonts(_settings: Settings) -> Finding:
    """Open every typeface of print."""
    for face in typefaces.typefaces():
        if not face.path.is_file():
            return fails(f"{face.path} is missing. Run the set-up again: python3 -m eventapp")
        face.has("A")  # reads the file
    return good(f"{len(typefaces.files())} files")


def pdf_page(_settings: Settings) -> Finding:
    """Render one page as badges are rendered."""
    words = "eventapp"
    html = f'<html lang="en"><title>{words}</title><body><p>{words}</p></body></html>'
    page = pdf.render(pdf.Document(html, typefaces.style(html, pdf.PLACE)))
    if not page.startswith(b"%PDF"):
        return fails("what was rendered is no PDF. Install the package weasyprint anew.")
    return good(f"one page rendered ({len(page)} bytes)")
