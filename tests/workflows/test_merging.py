"""Two records that are the same become one: nothing that used either is lost, ids lead on."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.models import ContributorState, SessionPart, SessionRole
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.journal.services import Object
from eventapp.orm import Base, Translated
from eventapp.people import queries as people
from eventapp.people.models import Organisation, Person
from eventapp.registration.errors import BothRegistered
from eventapp.registration.models import Registration
from eventapp.registration.queries import of_person
from eventapp.texts.models import TextReview, Verdict
from eventapp.texts.services import Judgement, judge
from eventapp.workflows.merging import BothUsed, Same, links_to, merge, pairs_of
from eventapp.workflows.records import delete
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import release, speak
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event, make_event_with_category
from tests.factories.people import make_desk, make_host, make_organisation, make_person
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.speakers import make_contributor

SPEAKER = SessionPart.SPEAKER


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


def test_sessions_of_both_are_those_of_one_and_a_shared_one_stands_once(
    session: Session, event: Event
) -> None:
    room = make_room(session, event)
    opening, panel = (make_item(session, event, room, title) for title in ("Opening", "Panel"))
    kept = make_person(session, event, family_name="Curie", languages=["fr"])
    gone = make_person(
        session, event, family_name="CURIE", given_name="Marie", languages=["de", "fr"]
    )
    speak(session, opening, kept, gone)
    speak(session, panel, gone)
    number, gone_id = kept.id, gone.id

    merge(session, event, kept, gone, taken=["family_name"], by=SOMEBODY, now=NOON)

    roles = session.scalars(select(SessionRole.person_id).order_by(SessionRole.session_id)).all()
    assert roles == [number, number]
    person = session.scalars(select(Person)).one()
    assert (person.full_name, person.languages) == ("Marie CURIE", ["fr", "de"])
    about = select(Entry).where(Entry.object_kind == "contributors")
    assert {entry.object_id for entry in session.scalars(about)} == {number}
    assert session.get(Person, gone_id) is None


def test_public_address_of_who_was_merged_leads_to_the_page_there_is(
    client: FlaskClient, session: Session, event: Event
) -> None:
    panel = make_item(session, event, make_room(session, event), "Panel")
    kept = make_person(session, event, family_name="Curie")
    gone = make_person(session, event, family_name="Curie-Skłodowska")
    speak(session, panel, gone)
    release(session, event)
    session.commit()
    former, present = gone.public_id, kept.public_id
    assert client.get(f"/spring/speakers/{former}").status_code == 200

    merge(session, event, kept, gone, taken=(), by=SOMEBODY, now=NOON)
    session.commit()

    answer = client.get(f"/spring/speakers/{former}")
    assert (answer.status_code, answer.location) == (301, f"/spring/speakers/{present}")
    assert client.get(f"/spring/speakers/{present}").status_code == 200
    assert "Panel" in client.get(f"/spring/agenda.ics?person={former}").get_data(as_text=True)
    assert people.person(session, event, former) is session.scalars(select(Person)).one()
    session.rollback()


def test_a_merger_changes_nothing_that_is_told_to_anybody(session: Session, event: Event) -> None:
    panel = make_item(session, event, make_room(session, event), "Panel")
    kept = make_person(session, event, family_name="Curie", email="a@example.org")
    gone = make_person(session, event, family_name="Curie", email="b@example.org")
    speak(session, panel, gone)
    release(session, event)

    merge(session, event, kept, gone, taken=(), by=SOMEBODY, now=NOON)

    assert services.unreleased(session, event) == []


def test_an_organisation_keeps_all_that_used_either_and_every_name(session: Session) -> None:
    event, category = make_event_with_category(session)
    kept = make_organisation(session, event, "Direction générale des entreprises")
    gone = make_organisation(
        session, event, "DGE", other_names=["D. G. E. Paris"], website="https://dge.example"
    )
    make_host(session, event, gone)
    make_desk(session, event, Translated(en="Advice"), organisation=gone)
    make_person(session, event, family_name="Gallezot", organisation=gone)
    make_registration(session, event, category, "Ada", organisation="DGE")
    number = kept.id

    merge(session, event, kept, gone, taken=(), by=SOMEBODY, now=NOON)

    organisation = session.scalars(select(Organisation)).one()
    assert (organisation.id, organisation.website) == (number, "https://dge.example")
    assert organisation.other_names == ["D. G. E. Paris", "DGE"]
    assert people.organisation_named(session, event, "dge") is organisation
    assert session.scalars(select(Registration.organisation_id)).all() == [number]
    assert {host.organisation_id for host in people.hosts(session, event)} == {number}


def test_two_hosts_are_not_merged_and_nothing_is_lost(session: Session, event: Event) -> None:
    organisations = [make_organisation(session, event, name) for name in ("BMWi", "Ministry")]
    for organisation in organisations:
        make_host(session, event, organisation)
    session.commit()

    with pytest.raises(BothUsed):
        merge(session, event, *organisations, taken=(), by=SOMEBODY, now=NOON)
    session.rollback()

    assert len(people.hosts(session, event)) == 2
    assert session.scalar(select(func.count()).select_from(Organisation)) == 2


def test_a_record_is_not_merged_with_itself_or_one_of_another_event(
    session: Session, event: Event
) -> None:
    person = make_person(session, event, family_name="Curie")
    stranger = make_person(session, make_event(session, slug="other"), family_name="Curie")

    for other in (person, stranger):
        with pytest.raises(Same):
            merge(session, event, person, other, taken=(), by=SOMEBODY, now=NOON)


def test_only_what_both_say_otherwise_has_to_be_chosen(session: Session, event: Event) -> None:
    kept = make_person(session, event, family_name="Curie", title="Dr.", phone="1")
    gone = make_person(session, event, family_name="Curie", title="Prof.", pronunciation="x")

    assert [pair.name for pair in pairs_of(kept, gone) if pair.differs] == ["title"]


@pytest.mark.parametrize("model", [Person, Organisation])
def test_every_column_that_means_a_record_is_moved(model: type[Person | Organisation]) -> None:
    """A table made later is moved as well, or this says that it is not."""
    moved = {f"{column.table.name}.{column.name}" for column in links_to(model)}
    meant = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith(f"{model.__tablename__}_id")
    }

    assert meant - moved == (
        {"availability.person_id"} if model is Person else {"organisation_name.organisation_id"}
    )


def test_an_answer_about_recording_is_never_turned_round(session: Session, event: Event) -> None:
    kept = make_contributor(session, event, family_name="Curie")
    gone = make_contributor(session, event, family_name="Curie")
    kept.recording, kept.consented_at = False, NOON + timedelta(hours=1)
    gone.recording, gone.photographs, gone.consented_at = True, False, NOON
    kept.copies, kept.travel, gone.travel = False, "by train", "lands in Tegel"

    merge(session, event, kept.person, gone.person, taken=(), by=SOMEBODY, now=NOON)

    assert (kept.recording, kept.photographs) == (False, False)
    assert (kept.copies, kept.travel) == (False, "by train\nlands in Tegel")


def test_of_two_parts_in_a_session_the_one_that_is_settled_stays(
    session: Session, event: Event
) -> None:
    kept = make_contributor(session, event, family_name="Curie")
    item = make_session(session, event, title="Panel", people=[(kept.person, SPEAKER)])
    gone = make_contributor(session, event, family_name="Curie", item=item)
    of_both = session.scalars(select(SessionRole).where(SessionRole.session_id == item.id)).all()
    weaker, stronger = sorted(of_both, key=lambda role: role.person_id == gone.person_id)
    weaker.state, stronger.state = ContributorState.DRAFT, ContributorState.CONFIRMED
    stronger.function, weaker.internal = Translated(en="Laureate"), True

    merge(session, event, kept.person, gone.person, taken=(), by=SOMEBODY, now=NOON)

    statement = select(SessionRole).where(SessionRole.session_id == item.id)
    role = session.scalars(statement).one()
    assert (role.person_id, role.state) == (kept.person_id, ContributorState.CONFIRMED)
    assert (role.function["en"], role.internal) == ("Laureate", False)


def test_who_answers_at_a_desk_is_named_there_once(session: Session, event: Event) -> None:
    kept = make_person(session, event, family_name="Curie", given_name="Marie")
    gone = make_person(session, event, family_name="Skłodowska")
    experts = tuple((person.full_name, None, None) for person in (kept, gone))
    desk = make_desk(session, event, Translated(en="Advice"), experts=experts)

    merge(session, event, kept, gone, taken=(), by=SOMEBODY, now=NOON)

    assert [expert.person_id for expert in desk.experts] == [kept.id]


def test_who_registered_by_the_address_that_goes_is_still_known(session: Session) -> None:
    event, category = make_event_with_category(session)
    kept = make_person(session, event, family_name="Curie", email="a@example.org")
    gone = make_person(session, event, family_name="Curie", email="b@example.org")
    registered = make_registration(session, event, category, "Curie", email="b@example.org")

    merge(session, event, kept, gone, taken=(), by=SOMEBODY, now=NOON)

    assert of_person(session, kept) is registered


def test_two_who_are_both_registered_are_not_merged_unasked(session: Session) -> None:
    event, category = make_event_with_category(session)
    people = [
        make_person(session, event, family_name="Curie", email=f"{name}@example.org")
        for name in "ab"
    ]
    for person in people:
        make_registration(session, event, category, "Curie", email=person.email)

    with pytest.raises(BothRegistered, match=r"b@example\.org"):
        merge(session, event, *people, taken=(), by=SOMEBODY, now=NOON)


def test_what_was_reviewed_of_a_text_that_is_taken_over_stays_reviewed(
    session: Session, event: Event
) -> None:
    kept = make_person(session, event, family_name="Curie", function=Translated(en="a", de="b"))
    gone = make_person(session, event, family_name="Curie", biography=Translated(en="c", de="d"))
    key = ("contributors", gone.public_id, "biography")
    said = Judgement(key, "de", "en", Verdict.REVIEWED)
    judge(session, event, said, gone.biography, by="Ada", now=NOON)

    merge(session, event, kept, gone, taken=(), by=SOMEBODY, now=NOON)

    review = session.scalars(select(TextReview)).one()
    assert (review.record, review.verdict) == (kept.public_id, Verdict.REVIEWED)


@pytest.mark.parametrize("kind", ["contributors", "organisations"])
def test_a_record_that_took_another_one_in_can_be_deleted(
    session: Session, event: Event, kind: str
) -> None:
    rows: list[Any] = [
        make_person(session, event, family_name="Curie")
        if kind == "contributors"
        else make_organisation(session, event, name)
        for name in ("BMWi", "Ministry")
    ]
    merge(session, event, *rows, taken=(), by=SOMEBODY, now=NOON)

    about = Object(kind, rows[0].id, "it", event.id)
    delete(session, event, rows[0], about, by=SOMEBODY, now=NOON)

    assert session.scalar(select(func.count()).select_from(type(rows[0]))) == 0
