"""Every text in several languages is listed for translation, or it is said why not."""

from collections.abc import Iterator

from eventapp.agenda.models import AgendaSession, Room, SessionPart, SessionRole, Track
from eventapp.events.models import Category, Event
from eventapp.languages import Translated
from eventapp.orm import Base, TranslatedText
from eventapp.people.models import Desk, Host, Organisation, Person
from eventapp.people.services import OrganisationChange
from eventapp.registration.models import Consent, Question, QuestionChoice
from eventapp.speakers.models import CallForProposals, Material
from eventapp.workflows.text_kinds import FIELDS, PARTS, choice_field, role_field, text_of

MODELS: dict[str, type[Base]] = {
    "event": Event,
    "session": AgendaSession,
    "contributors": Person,
    "material": Material,
    "rooms": Room,
    "tracks": Track,
    "categories": Category,
    "questions": Question,
    "consents": Consent,
    "call": CallForProposals,
    "organisations": Organisation,
    "hosts": Host,
    "information-desks": Desk,
    "desk-material": Material,
}
OF_PARTS: dict[str, tuple[str, type[Base], str]] = {
    "session": ("function", SessionRole, "function"),
    "questions": ("choices", QuestionChoice, "label"),
}
NOT_PUBLIC = {
    "event.demo_notice": "the demo alone says so, in every language",
    "agenda_session.notes": "for the team",
    "agenda_session.running_order": "for who moderates, in the language of the session",
    "agenda_session.questions": "for who moderates, in the language of the session",
    "organisation.field": "for the lists and exports of the team",
    "consent_text.text": "what people agreed to stays as they read it",
}
"""Table and column -> why nobody owes a translation of it."""


def texts_of_models() -> Iterator[str]:
    """Yield every column that holds a text in several languages."""
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, TranslatedText):
                yield f"{table.name}.{column.name}"


def listed() -> Iterator[str]:
    """Yield every column whose texts are listed for translation."""
    for kind, names in FIELDS.items():
        yield from (f"{MODELS[kind].__tablename__}.{name}" for name in names)
    for kind, part in PARTS.items():
        name, model, column = OF_PARTS[kind]
        assert name == part
        yield f"{model.__tablename__}.{column}"


def test_every_text_in_several_languages_is_listed_or_it_is_said_why_not() -> None:
    columns = set(texts_of_models())

    assert len(columns) > 40
    assert columns - set(listed()) == NOT_PUBLIC.keys()
    assert set(listed()) <= columns


def test_names_of_parts_fit_their_column() -> None:
    assert len(role_field(SessionPart.INTERPRETER, 2**31)) <= 40
    assert len(choice_field("x" * 40)) == 40


def test_a_name_as_it_is_stands_for_its_own_language() -> None:
    ministry = OrganisationChange(
        name="Ministère", short_name="MEF", country="FR", names=Translated(de="Ministerium")
    )

    assert text_of("organisations", "names", ministry) == Translated(
        de="Ministerium", fr="Ministère"
    )
    assert not text_of("organisations", "short_names", ministry)
