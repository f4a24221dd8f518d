"""What an entrance asks of everybody."""

from eventapp.checkin.admission import Policy, days_of
from eventapp.checkin.queries import Scanner
from eventapp.moments import milliseconds


def policy_of(scanner: Scanner) -> Policy:
    """Return what the entrance asks of everybody; a rehearsal is held on any day at any hour."""
    event, entrance = scanner.event, scanner.device.entrance
    if entrance.rehearsal:
        return Policy(reentry=entrance.reentry)
    return Policy(
        days_of(event.starts_at, event.ends_at, event.tzinfo),
        milliseconds(entrance.opens_at) if entrance.opens_at else None,
        milliseconds(entrance.closes_at) if entrance.closes_at else None,
        entrance.reentry,
    )
