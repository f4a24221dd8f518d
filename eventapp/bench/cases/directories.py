"""The directory at the size of an association's address book."""

from collections.abc import Iterator
from itertools import islice, product
from urllib.parse import quote

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventapp.accounts.models import new_public_id
from eventapp.bench.cases.programme import asked
from eventapp.bench.measure import Figure
from eventapp.bench.world import EVENT, world
from eventapp.demo.names import FRENCH_FAMILY, FRENCH_GIVEN, GERMAN_FAMILY, GERMAN_GIVEN
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.models import Organisation, Person, PublicBasis
from eventapp.people.services import PersonChange
from eventapp.people.services.persons import found_by

PERSONS, LOOKS = 10_000, 50
TYPED = {
    "nobody": "zzyzx",
    "a beginning": "mar",
    "two words": "anna schm",
    "an organisation": "silicon",
    "Greek": "μαρ",
}


def directory() -> list[Figure]:
    """Measure what a field offers of 10,000 persons while somebody types, and the list of them."""
    with world() as here:
        with here.session() as (session, event):
            session.execute(insert(Person), list(_people(session, event)))
            session.commit()
        with here.served() as running:
            client = here.organiser(running)
            search = f"{EVENT}/manage/directory/contributors/search?q="
            figures = [
                asked(running, f"directory, {what}", client, f"{search}{quote(typed)}", LOOKS)
                for what, typed in TYPED.items()
            ]
            page = f"{EVENT}/manage/contributors/"
            return [*figures, asked(running, "directory, a page", client, page, LOOKS)]


def _people(session: Session, event: Event) -> Iterator[dict[str, object]]:
    organisations = session.scalars(
        select(Organisation.id).where(Organisation.event_id == event.id)
    ).all()
    names = product(
        range(100),
        (*GERMAN_GIVEN, *FRENCH_GIVEN),
        (*GERMAN_FAMILY, *FRENCH_FAMILY.replace("|", " ").split()),
    )
    for number, (_turn, given, family) in enumerate(islice(names, PERSONS)):
        change = PersonChange(given_name=given, family_name=family)
        yield {
            "event_id": event.id,
            "public_id": new_public_id(),
            "given_name": given,
            "family_name": family,
            "organisation_id": organisations[number % len(organisations)],
            "folded": found_by(change),
            "basis": PublicBasis.NONE,
            "function": Translated(),
            "biography": Translated(),
            "languages": [],
            "links": [],
        }
