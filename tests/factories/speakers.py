"""Contributors for tests."""

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session, object_session

from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart
from eventapp.agenda.services.session_change import RoleChange, SessionChange
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.mail.links import make_token
from eventapp.media.purposes import FilePurpose
from eventapp.people.models import Desk, Person, PublicBasis
from eventapp.speakers.models import Contributor, Material, SpeakingLink, Visibility
from eventapp.speakers.services.contributors import add_contributor
from eventapp.speakers.services.materials import MaterialChange, add_material
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import NOON
from tests.factories.people import make_person
from tests.factories.pictures import make_file


def make_contributor(
    session: Session,
    event: Event,
    *,
    state: ContributorState = ContributorState.DRAFT,
    part: SessionPart = SessionPart.SPEAKER,
    item: AgendaSession | None = None,
    **person: Any,
) -> Contributor:
    """Return somebody with a part in a session, a new one where none is named."""
    given: dict[str, Any] = {
        "family_name": "Le Goff",
        "given_name": "Geneviève",
        "basis": PublicBasis.ORGANISER,
    }
    somebody = make_person(session, event, **{**given, **person})
    contributor = add_contributor(session, somebody)
    give_part(session, event, somebody, state=state, part=part, item=item)
    return contributor


def give_part(
    session: Session,
    event: Event,
    person: Person,
    *,
    state: ContributorState = ContributorState.DRAFT,
    part: SessionPart = SessionPart.SPEAKER,
    item: AgendaSession | None = None,
) -> AgendaSession:
    """Give a person a part in a session, a new one where none is named; return the session."""
    item = item or make_session(session, event, title="Clusters")
    role = RoleChange(person=person, part=part, state=state)
    session.flush()
    queries.read_again(session, item)
    others = SessionChange.of(session, item).people
    edit_session(session, item, people=[*others, role])
    return item


def make_material(
    session: Session,
    folder: Path,
    holder: AgendaSession | Desk,
    person: Person | None = None,
    *,
    content: bytes = b"slides",
    **change: Any,
) -> Material:
    """Return a material of a session, or of a desk for everybody: a file of one version."""
    event = session.get_one(Event, holder.event_id)
    stored = make_file(session, folder, event, FilePurpose.MATERIAL, content)
    if isinstance(holder, Desk):
        change = {"visibility": Visibility.EVERYBODY, **change}
    return add_material(
        session, holder, MaterialChange(**change), stored, person=person, by=SYSTEM, now=NOON
    )


def come_by_link(
    client: FlaskClient, contributor: Contributor, link: SpeakingLink = SpeakingLink.ASSISTANT
) -> FlaskClient:
    """Let a browser have opened one of a contributor's two links; the session is committed."""
    key = client.application.config["SECRET_KEY"]
    generation = contributor.generation_of(link)
    token = make_token(key, link.value, contributor.person.public_id, generation)
    client.set_cookie("speaking", token)
    if session := object_session(contributor):
        session.commit()
    return client
