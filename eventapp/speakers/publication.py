"""Whether a material is out by now. Pure."""

from datetime import datetime

from eventapp.speakers.models import Visibility


def is_out(
    visibility: Visibility, public_from: datetime | None, *, over_at: datetime, now: datetime
) -> bool:
    """Say whether everybody may read a material; its session is over then, as published."""
    if visibility is Visibility.INTERNAL or (public_from is not None and now < public_from):
        return False
    return visibility is Visibility.EVERYBODY or now >= over_at
