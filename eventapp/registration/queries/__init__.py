"""Reading registrations, one module a matter."""

from eventapp.registration.queries.asking import (
    consents,
    questions,
    questions_for,
    still_asked,
)
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
    consents_of,
    live_by_email,
    open_offer,
    position,
    takes_codes,
    visible,
)
from eventapp.registration.queries.parties import (
    brought_by,
    going_with,
    member_of,
    party_of,
    places_in_party,
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
    "brought_by",
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
    "going_with",
    "ledger",
    "live_by_email",
    "member_of",
    "never_opened",
    "open_offer",
    "party_of",
    "per_day",
    "phase",
    "places_in_party",
    "position",
    "questions",
    "questions_for",
    "still_asked",
    "takes_codes",
    "visible",
]
