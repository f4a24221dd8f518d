"""Whether a material is out by now. Pure."""

from datetime import datetime

from eventapp.speakers.models import Visibility


def is_out(
    visibility: Visibility,
    public_from: datetime | None,
    *,
    over_at: datetime | None,
    now: datetime,
) -> bool:
    """Say whether everybody may read a material; its session is over then, as published.

    None: it is an information desk's, which follows no session.
    """
    if visibility is Visibility.INTERNAL or (public_from is not None and now < public_from):
        return False
    return visibility is Visibility.EVERYBODY or (over_at is not None and now >= over_at)
