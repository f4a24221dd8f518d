"""Reading registrations, one module a matter."""

from eventapp.registration.queries.alternatives import alternatives
from eventapp.registration.queries.asking import (
    consents,
    every_consent,
    every_question,
    questions,
    questions_for,
    still_asked,
)
from eventapp.registration.queries.contingents import keeping
from eventapp.registration.queries.kept_sessions import (
    kept_sessions,
    own_sessions,
    places_at_sessions,
)
from eventapp.registration.queries.lists import (
    SORTS,
    Search,
    after,
    chosen,
    everything,
    found,
    how_many_returned,
    ids_named,
    never_opened,
    registered_per_day,
    returned,
)
from eventapp.registration.queries.odds import chances, odds
from eventapp.registration.queries.offering import Offering, offering
from eventapp.registration.queries.one import (
    answers_of,
    by_id,
    by_ids,
    by_reference,
    consents_of,
    lapsed_at,
    live_by_email,
    open_offer,
    position,
    positions,
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
    ledger,
    of_part,
    phase,
)
from eventapp.registration.queries.promotions import promotion_progress, under_way
from eventapp.registration.queries.reconfirmations import question_to, standing
from eventapp.registration.queries.room_seats import too_full
from eventapp.registration.queries.session_news import LOST, News, PlaceNews, news_of_sessions
from eventapp.registration.queries.session_places import (
    Board,
    Offered,
    counted_at,
    most_of,
    offered,
    own_places,
    places_of_groups,
    signed_up,
)
from eventapp.registration.queries.tallies import counts, per_day
from eventapp.registration.queries.torn import Torn, torn

__all__ = [
    "LOST",
    "SORTS",
    "Board",
    "CategoryPlaces",
    "News",
    "Offered",
    "Offering",
    "PlaceNews",
    "Search",
    "Torn",
    "after",
    "alternatives",
    "answers_of",
    "brought_by",
    "by_category",
    "by_id",
    "by_ids",
    "by_reference",
    "chances",
    "chosen",
    "consents",
    "consents_of",
    "counted_at",
    "counts",
    "every_consent",
    "every_question",
    "everything",
    "found",
    "going_with",
    "how_many_returned",
    "ids_named",
    "keeping",
    "kept_sessions",
    "lapsed_at",
    "ledger",
    "live_by_email",
    "member_of",
    "most_of",
    "never_opened",
    "news_of_sessions",
    "odds",
    "of_part",
    "offered",
    "offering",
    "open_offer",
    "own_places",
    "own_sessions",
    "party_of",
    "per_day",
    "phase",
    "places_at_sessions",
    "places_in_party",
    "places_of_groups",
    "position",
    "positions",
    "promotion_progress",
    "question_to",
    "questions",
    "questions_for",
    "registered_per_day",
    "returned",
    "signed_up",
    "standing",
    "still_asked",
    "takes_codes",
    "too_full",
    "torn",
    "under_way",
    "visible",
]
