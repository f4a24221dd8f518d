"""The organisers' table: what is found, page by page, and how many there are."""

from sqlalchemy.orm import Session

from eventapp.registration import queries
from eventapp.registration.queries import Search
from eventapp.scope import Scope
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration


def test_pages_of_a_search_name_everybody_once_and_how_many_there_are(session: Session) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada Müller", "Bob Müller", "Cem Müller", "Dan"):
        make_registration(session, event, category, name, email="")

    def page(number: int, typed: str = "Mueller") -> tuple[list[str], int]:
        search = Search(typed=typed, sort="name", page=number, size=2)
        rows, total = queries.found(session, Scope(event.id), search)
        return [registration.family_name for registration in rows], total

    assert page(1) == (["Ada Müller", "Bob Müller"], 3)
    assert page(2) == (["Cem Müller"], 3)
    assert page(9) == ([], 3)
    assert page(1, "nobody") == ([], 0)
    assert page(2, "") == (["Cem Müller", "Dan"], 4)
