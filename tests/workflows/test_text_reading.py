"""What the public reads of each kind of record is read, and nothing that it does not."""

from pathlib import Path

from sqlalchemy.orm import Session

from eventapp.agenda.services import RoleChange
from eventapp.languages import Translated
from eventapp.registration.models import QuestionKind
from eventapp.registration.services.asking import QuestionChange, add_question
from eventapp.speakers.models import Visibility
from eventapp.workflows.text_kinds import TextOwner
from eventapp.workflows.text_reading import texts
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk, make_host, make_organisation, make_person
from tests.factories.proposals import make_call
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_material

TEXT = Translated(de="Guten Tag")


def test_organisations_that_stand_nowhere_in_public_owe_no_translation(session: Session) -> None:
    event = make_event(session)
    host, desk, speakers, _none = (
        make_organisation(session, event, name, logo_alt=TEXT) for name in "ABCD"
    )
    make_host(session, event, host)
    make_desk(session, event, TEXT, organisation=desk)
    person = make_person(session, event, family_name="Curie", organisation=speakers)
    make_session(session, event, people=[RoleChange.new(person)])

    fields = texts(session, event, ["organisations"])

    assert [(text.name["de"], text.owner) for text in fields] == [
        ("A", TextOwner.HOST),
        ("B", TextOwner.TEAM),
        ("C", TextOwner.TEAM),
    ]


def test_materials_and_calls_count_once_they_are_for_the_public(
    session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    person = make_person(session, event, family_name="Curie", languages=["fr"])
    item = make_session(session, event)
    make_material(session, tmp_path, item, person, title=TEXT)
    make_material(session, tmp_path, item, title=TEXT, visibility=Visibility.INTERNAL)
    closed = make_call(session, event, text=TEXT, active=False)
    (title,) = texts(session, event, ["material", "call"])
    closed.active = True
    session.flush()

    assert (title.kind, title.owner, title.spoken) == ("material", TextOwner.CONTRIBUTOR, "fr")
    assert [text.kind for text in texts(session, event, ["call"])] == ["call"]


def test_the_parts_of_a_record_are_texts_of_their_own(session: Session) -> None:
    event = make_event(session)
    person = make_person(session, event, family_name="Curie")
    seen, unseen = RoleChange(person=person, function=TEXT), RoleChange(function=TEXT)
    make_session(session, event, "Talk", people=[seen, unseen])
    choices = [("", TEXT), ("", Translated(de="Nein"))]
    change = QuestionChange(kind=QuestionKind.CHOICE, label=TEXT, choices=choices)
    question = add_question(session, event, change, by=SOMEBODY, now=NOON)
    change = QuestionChange(label=TEXT, active=False)
    add_question(session, event, change, by=SOMEBODY, now=NOON)

    parts = [text for text in texts(session, event, ["session", "questions"]) if text.part]

    assert [(text.record, text.field, text.part["de"]) for text in parts[1:]] == [
        (str(question.id), "choices.c1", "Guten Tag"),
        (str(question.id), "choices.c2", "Nein"),
    ]
    assert (parts[0].field, parts[0].part["fr"]) == (f"function.speaker.{person.id}", "Curie")


def test_the_files_of_a_desk_are_owed_by_the_host_that_keeps_it_or_by_the_team(
    session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "AFPC")
    make_host(session, event, organisation)
    for keeper in (organisation, None):
        desk = make_desk(session, event, TEXT, organisation=keeper)
        make_material(session, tmp_path, desk, title=TEXT)
        make_material(session, tmp_path, desk, title=TEXT, visibility=Visibility.INTERNAL)

    owed = texts(session, event, ["material", "desk-material"])

    assert [(text.owner, text.owner_name, text.name) for text in owed] == [
        (TextOwner.HOST, "AFPC", TEXT),
        (TextOwner.TEAM, "", TEXT),
    ]
