"""The registrations as CSV: UTF-8 with BOM for Excel, columns named by stable keys."""

import csv
import io
from collections.abc import Iterable

from eventapp.registration.models import Registration

COLUMNS = (
    "reference",
    "state",
    "category",
    "title",
    "given_name",
    "family_name",
    "email",
    "organisation",
    "country",
    "language",
    "registered_at",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(registrations: Iterable[Registration]) -> bytes:
    """Return the list as a CSV file."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for one in registrations:
        values = (
            one.reference,
            one.state.value,
            one.category.key,
            one.title,
            one.given_name,
            one.family_name,
            one.email or "",
            one.organisation_name,
            one.country,
            one.language,
            one.registered_at.isoformat(),
        )
        writer.writerow([safe_cell(value) for value in values])
    return ("\ufeff" + target.getvalue()).encode()
