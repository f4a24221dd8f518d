"""What a scanned or typed code says: whose badge it is, and whether the event signed it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from eventapp.badges import codes
from eventapp.badges.codes import NewerVersion, NotABadge
from eventapp.badges.models import Badge
from eventapp.checkin import queries
from eventapp.checkin.errors import ProfileTooNarrow
from eventapp.checkin.models import Profile
from eventapp.checkin.queries import Scanner
from eventapp.checkin.verdicts import Why
from eventapp.registration.models import Registration


@dataclass(slots=True)
class Reading:
    """What a code says before the badge's scans are looked at."""

    idx: bytes | None = None
    badge_id: bytes | None = None
    kid: int | None = None
    fallback: str | None = None
    why: Why | None = None


def read_code(scanner: Scanner, code: str) -> Reading:
    """Parse a token, or a typed fallback code where the device's profile allows it."""
    try:
        token = codes.parse(code)
    except NewerVersion:
        return Reading(why=Why.NEWER_VERSION)
    except NotABadge:
        return _typed(scanner, code)
    read = Reading(badge_id=token.badge_id, kid=token.kid)
    public = scanner.keys.get(token.kid)
    if public is None:
        read.why = Why.UNKNOWN_KEY
    elif not codes.verifies(token, scanner.event.public_id, public):
        read.why = Why.BAD_SIGNATURE
    else:
        read.idx = codes.idx_of(scanner.event.public_id, token.badge_id)
    return read


def _typed(scanner: Scanner, code: str) -> Reading:
    try:
        typed = codes.read_fallback(code[:40])
    except NotABadge:
        return Reading(why=Why.NOT_A_BADGE)
    if scanner.device.profile is not Profile.DESK:
        raise ProfileTooNarrow
    return Reading(fallback=typed)


def find_badge(
    session: Session, scanner: Scanner, read: Reading
) -> tuple[Badge, Registration] | None:
    """Return the badge with its registration, held until the commit; complete what was read."""
    if read.idx is None and read.fallback is None:
        return None
    pair = queries.badge_and_place(session, scanner.event.id, idx=read.idx, fallback=read.fallback)
    if pair is not None:
        read.idx, read.badge_id, read.kid = pair[0].idx, pair[0].badge_id, pair[0].kid
    return pair
