"""A panel with everything that papers for the podium have to cope with."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, ContributorState, SessionKind, SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.documents import pdf
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.models import HostLevel, Person
from eventapp.podium import queries
from eventapp.podium.papers import Paper, Selection
from eventapp.podium.stages import Stage
from tests.factories.agenda import make_room, make_session
from tests.factories.events import NOON
from tests.factories.people import make_host, make_organisation, make_person

PANELLIST = SessionPart.PANELLIST
LONG = ("Maximiliane-Theodora", "von und zu Hohenlohe-Schillingsfürst-Waldenburg")
BEGINS = NOON + timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Panel:
    """The session and its people."""

    session: AgendaSession
    weihmann: Person
    vallet: Person
    long: Person
    minister: Person
    moderator: Person
    technician: Person


def make_panel(session: Session, event: Event) -> Panel:
    """Return a panel of five, one of them not found yet and one not answered, with a moderator."""
    ministry = make_organisation(session, event, "Bundesministerium")
    cluster = make_organisation(session, event, "it’s OWL")
    make_host(session, event, ministry, level=HostLevel.HOST)
    weihmann = make_person(
        session,
        event,
        title="Prof. Dr.-Ing.",
        given_name="Hans-Josef",
        family_name="Weihmann",
        organisation=cluster,
        pronunciation="WAI-mann",
        languages=["de", "fr"],
    )
    vallet = make_person(
        session, event, given_name="Caroline", family_name="Vallet", languages=["fr"]
    )
    long = make_person(session, event, given_name=LONG[0], family_name=LONG[1])
    minister = make_person(session, event, given_name="Bo", family_name="Ek", organisation=ministry)
    moderator = make_person(session, event, given_name="Johanna", family_name="Freudenberger")
    technician = make_person(session, event, given_name="Lutz", family_name="Stiebitz")
    technician.phone = "+49 30 1"
    people = [
        RoleChange(person=weihmann, part=PANELLIST),
        RoleChange(person=vallet, part=PANELLIST, state=ContributorState.INVITED),
        RoleChange(person=long, part=PANELLIST),
        RoleChange(person=minister, part=PANELLIST),
        RoleChange(person=None, part=PANELLIST, organisation=cluster),
        RoleChange(person=moderator, part=SessionPart.MODERATOR),
        RoleChange(person=technician, part=SessionPart.TECHNICIAN, internal=True),
    ]
    item = make_session(
        session,
        event,
        Translated(de="Cluster im Vergleich", fr="Les clusters comparés", en="Clusters compared"),
        kind=SessionKind.PANEL,
        room=make_room(session, event, "Aula"),
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(minutes=90),
        languages=["de", "fr"],
        interpretation=["de-fr"],
        expected=210,
        recorded=True,
        people=people,
        running_order=Translated(de="13:00 Begrüßung\n13:05 Gespräch"),
        questions=Translated(de="Was kostet es?\nWer bleibt außen vor?"),
    )
    return Panel(item, weihmann, vallet, long, minister, moderator, technician)


def stage_of(session: Session, event: Event, item: AgendaSession) -> Stage:
    """Return the session as papers read it."""
    session.flush()
    return next(stage for stage in queries.stages(session, event) if stage.session is item)


def texts_of(document: pdf.Document | None) -> list[str]:
    """Return the text of each page as a reader copies it."""
    import pypdfium2  # noqa: PLC0415  (large, and for these tests alone)

    assert document is not None
    pages = pypdfium2.PdfDocument(pdf.render(document))
    return [page.get_textpage().get_text_range() for page in pages]


def everything(paper: Paper, **more: object) -> Selection:
    """Return a selection of all there is, in German."""
    return Selection(paper, "de", **more)  # type: ignore[arg-type]
