"""Reading registrations, one module a matter."""

from eventapp.registration.queries.lists import (
    SORTS,
    Search,
    after,
    counts,
    everything,
    found,
    never_opened,
    per_day,
)
from eventapp.registration.queries.one import (
    answers_of,
    by_id,
    by_ids,
    by_reference,
    consents,
    consents_of,
    live_by_email,
    open_offer,
    position,
    questions,
    visible,
)
from eventapp.registration.queries.places import (
    CategoryPlaces,
    by_category,
    contingents,
    ledger,
    phase,
)

__all__ = [
    "SORTS",
    "CategoryPlaces",
    "Search",
    "after",
    "answers_of",
    "by_category",
    "by_id",
    "by_ids",
    "by_reference",
    "consents",
    "consents_of",
    "contingents",
    "counts",
    "everything",
    "found",
    "ledger",
    "live_by_email",
    "never_opened",
    "open_offer",
    "per_day",
    "phase",
    "position",
    "questions",
    "visible",
]
