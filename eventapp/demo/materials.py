"""The demo's materials: slides of invented speakers, public in three ways, and leaflets."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart, SessionRole
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.media import services as media
from eventapp.media.documents import PDF
from eventapp.media.purposes import FilePurpose
from eventapp.media.reading import ReadFile
from eventapp.orm import Translated
from eventapp.people.queries import desks
from eventapp.speakers.models import Visibility
from eventapp.speakers.services.materials import MaterialChange, add_material

TYPEFACE = "/Resources<</Font<</F1 5 0 R>>>>"
SLIDE = "BT /F1 36 Tf 60 300 Td (%s) Tj ET"
TEAM = Actor("user", None, "Katrin Neuschäfer")
LEAFLETS: tuple[tuple[int, str, Translated, list[str], Visibility], ...] = (
    (
        0,
        "locations-and-investment.pdf",
        Translated(
            de="Standorte finden: die ersten Schritte",
            fr="Trouver un site\u00a0: les premiers pas",
            en="Finding a site: the first steps",
        ),
        ["fr", "en"],
        Visibility.EVERYBODY,
    ),
    (
        1,
        "poles-par-domaine.pdf",
        Translated(
            de="Die Pôles de compétitivité nach Themen",
            fr="Les pôles de compétitivité par domaine",
            en="The pôles de compétitivité by field",
        ),
        ["fr"],
        Visibility.EVERYBODY,
    ),
    (
        1,
        "astreintes-du-stand.pdf",
        Translated(fr="Tour de rôle au stand"),
        ["fr"],
        Visibility.INTERNAL,
    ),
    (
        2,
        "foerderprogramme.pdf",
        Translated(
            de="Förderprogramme im Überblick",
            fr="Les programmes de financement en bref",
            en="Funding programmes at a glance",
        ),
        ["de", "fr"],
        Visibility.EVERYBODY,
    ),
)
"""The place of the desk among them, name of the file, title, languages, who may read it."""


def load_materials(session: Session, event: Event, folder: Path, *, now: datetime) -> None:
    """Let some confirmed speakers have given their slides."""
    speakers = (
        select(SessionRole)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .options(joinedload(SessionRole.session), joinedload(SessionRole.person))
        .where(AgendaSession.event_id == event.id, SessionRole.part == SessionPart.SPEAKER)
        .where(SessionRole.state == ContributorState.CONFIRMED, SessionRole.person_id.is_not(None))
        .order_by(SessionRole.id)
        .limit(len(Visibility))
    )
    for role, visibility in zip(session.scalars(speakers).all(), Visibility, strict=False):
        if role.person is None:
            continue
        name = f"{role.person.family_name}.pdf"
        read = ReadFile(FilePurpose.MATERIAL, name, PDF, slides(role.person.family_name))
        by = Actor("contributor", role.person_id, role.person.full_name)
        stored = media.store(session, folder, read, event.id, by=by.label, now=now)
        change = MaterialChange(visibility=visibility)
        add_material(session, role.session, change, stored, person=role.person, by=by, now=now)


def load_leaflets(session: Session, event: Event, folder: Path, *, now: datetime) -> None:
    """Let some information desks hand out leaflets, and one keep a list for itself."""
    places = dict(enumerate(desks(session, event)))
    for place, name, title, languages, visibility in LEAFLETS:
        if place not in places:
            continue
        read = ReadFile(FilePurpose.MATERIAL, name, PDF, slides(title.into(languages[0])))
        stored = media.store(session, folder, read, event.id, by=TEAM.label, now=now)
        change = MaterialChange(title=title, languages=languages, visibility=visibility)
        add_material(session, places[place], change, stored, by=TEAM, now=now)


def slides(name: str) -> bytes:
    """Return a PDF of one wide page with a name on it, in the Latin letters that PDF knows."""
    shown = name.encode("ascii", "replace").decode()
    drawn = SLIDE % shown.replace("\\", "").replace("(", "").replace(")", "")
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]/Contents 4 0 R{TYPEFACE}>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    written, places = "%PDF-1.7\n", list[int]()
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{len(written)}\n%%EOF\n"
    return (written + head + tail).encode()
