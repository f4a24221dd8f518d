"""The demo's contributors: invented people in every state, from the draft to the confirmation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart
from eventapp.agenda.services import RoleChange, SessionChange
from eventapp.demo.biographies import BIOGRAPHIES, function_of
from eventapp.demo.participants import Directory
from eventapp.demo.podium import PRONOUNCED, QUESTIONS, RUNNING_ORDERS, phone_of
from eventapp.demo.portraits import load_portrait
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.orm import Translated
from eventapp.people import services as people
from eventapp.people.models import Person, PublicBasis
from eventapp.people.services import PersonChange
from eventapp.speakers.models import AnsweredAs, Contributor
from eventapp.speakers.services import answers, confirming, invitations
from eventapp.speakers.services.contributors import add_contributor, keep_up
from eventapp.speakers.services.posting import usual
from eventapp.text_search import fold

S, P = ContributorState, SessionPart
NOTE = "invented for the demo"
OTHERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {"de": ("fr",), "fr": ("de", "en")},
    {"de": ("en",), "fr": ("en",)},
    {},
)
"""Which languages else they speak, in turn, by their own."""
ALT = {"de": "Gezeichnetes Bild: %s", "fr": "Portrait dessiné : %s", "en": "A drawing of %s"}
MEETING_POINTS = {
    7: Translated(
        de="Zehn Minuten vor Beginn links der Bühne, wegen des Mikrofons",
        fr="Dix minutes avant, à gauche de la scène, pour le micro",
        en="Ten minutes before, left of the stage, for the microphone",
    )
}
"""By the session's place in the programme."""


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist, and how far it is with them."""

    name: str
    """Title, given and family name, the last word being the family's."""
    language: str
    organisation: int
    """Place among the clusters or pôles."""
    function: str
    session: int
    """Place among the sessions of the programme."""
    part: SessionPart
    state: ContributorState
    details: int = 0
    """How much is there after a yes: 0 nothing, 1 texts, 2 all but portrait and slides."""
    assistant: str = ""


CAST = (
    Invented("Anke Häring", "de", 1, "Geschäftsführerin", 7, P.MODERATOR, S.CONFIRMED, 2),
    Invented("Dr. Johanna Freudenberger", "de", 2, "Beraterin", 3, P.MODERATOR, S.CONFIRMED, 2),
    Invented("Olena Säuberlich", "de", 3, "Projektleiterin", 3, P.PANELLIST, S.CONFIRMED, 2),
    Invented("Caroline Vallet", "fr", 0, "Directrice", 3, P.PANELLIST, S.CONFIRMED, 1),
    Invented("Virginie Martineau", "fr", 2, "Responsable Europe", 8, P.SPEAKER, S.CONFIRMED, 2),
    Invented("Matthias Brügge", "de", 4, "Vorstand", 8, P.PANELLIST, S.CONFIRMED, 2),
    Invented("Florence Aubertin", "fr", 3, "Présidente", 8, P.PANELLIST, S.CONFIRMED, 1),
    Invented("Gregor Steinhilber", "de", 5, "Clustermanager", 4, P.SPEAKER, S.CONFIRMED, 2),
    Invented("Ines Kaltwasser", "de", 6, "Netzwerkmanagerin", 4, P.MODERATOR, S.CONFIRMED, 2),
    Invented("Thibault Garancher", "fr", 4, "Délégué général", 9, P.CLOSING, S.CONFIRMED, 2),
    Invented("Mira Röhricht", "de", 7, "Redaktion", 9, P.MODERATOR, S.CONFIRMED, 1),
    Invented("Rainer Wolpert", "de", 8, "Geschäftsführer", 9, P.PANELLIST, S.CONFIRMED, 1),
    Invented(
        *("Geneviève Le-Goff", "fr", 5, "Directrice générale adjointe", 7, P.SPEAKER, S.ACCEPTED),
        details=1,
        assistant="Océane Buisson",
    ),
    Invented("Hugues Delannoy", "fr", 6, "Chargé de mission", 7, P.SPEAKER, S.ACCEPTED),
    Invented("Valerie Schönland", "de", 9, "Referentin", 4, P.SPEAKER, S.ACCEPTED, 2),
    Invented("Nuri Etzold", "de", 10, "Projektleiter", 4, P.SPEAKER, S.ACCEPTED, 1),
    Invented("Agathe Perronneau", "fr", 7, "Directrice", 8, P.MODERATOR, S.ACCEPTED, 1),
    Invented("Sébastien Courtois", "fr", 8, "Directeur", 3, P.PANELLIST, S.INVITED),
    Invented(
        *("Hélène Quintard", "fr", 9, "Vice-présidente", 9, P.PANELLIST, S.INVITED),
        assistant="Marc Thévenin",
    ),
    Invented("Jörg Windisch", "de", 11, "Clustermanager", 8, P.PANELLIST, S.INVITED),
    Invented("Bertrand Lecomte", "fr", 10, "Délégué général", 8, P.PANELLIST, S.DECLINED),
    Invented("Susanne Overbeck", "de", 12, "Vorständin", 3, P.PANELLIST, S.DECLINED),
    Invented("Eva Candaux", "fr", 11, "Interprète", 3, P.INTERPRETER, S.DRAFT),
    Invented("Paul Ostermann", "de", 13, "Dolmetscher", 7, P.INTERPRETER, S.CONFIRMED),
    Invented("Lucie Maréchal", "fr", 12, "Chargée de projet", 7, P.PANELLIST, S.DRAFT),
)


def load_contributors(
    session: Session,
    event: Event,
    directory: Directory,
    items: Sequence[AgendaSession],
    *,
    by: Actor,
    now: datetime,
    media: Path | None = None,
) -> None:
    """Give parts to invented people, and let time pass: asked, answered, confirmed, or silent.

    Some have portraits where there is a folder for them.
    """
    persons = [_person(session, event, directory, somebody, by=by, now=now) for somebody in CAST]
    if media is not None:
        for person in persons:
            _show(session, event, person, media, by=by, now=now)
    for place, item in enumerate(items):
        cast = [
            RoleChange.draft(person, somebody.part)
            for somebody, person in zip(CAST, persons, strict=True)
            if somebody.session == place
        ]
        if cast:
            stands = SessionChange.of(session, item)
            change = replace(
                stands,
                people=(*stands.people, *cast),
                running_order=RUNNING_ORDERS.get(place, stands.running_order),
                questions=QUESTIONS.get(place, stands.questions),
                meeting_point=MEETING_POINTS.get(place, Translated()),
            )
            agenda.change_session(session, item, change, by=by, now=now)
    for somebody, person in zip(CAST, persons, strict=True):
        contributor = add_contributor(session, person)
        _live_through(session, event, contributor, somebody, by=by, now=now)
    keep_up(session, event)


def _person(
    session: Session,
    event: Event,
    directory: Directory,
    somebody: Invented,
    *,
    by: Actor,
    now: datetime,
) -> Person:
    organisations = directory.poles if somebody.language == "fr" else directory.clusters
    *before, family = somebody.name.split(" ")
    title = "Dr." if before[0] == "Dr." else ""
    own, (function, biography) = somebody.language, _texts(somebody)
    change = PersonChange(
        title=title,
        given_name=" ".join(word for word in before if word != "Dr."),
        family_name=(family := family.replace("-", " ")),
        pronunciation=PRONOUNCED.get(family, ""),
        phone=phone_of(CAST.index(somebody), somebody.language),
        email=_address(somebody.name.removeprefix("Dr. ")),
        assistant_name=somebody.assistant,
        assistant_email=_address(somebody.assistant),
        organisation=organisations[somebody.organisation % len(organisations)].name,
        function=function,
        biography=biography,
        languages=[own, *OTHERS[CAST.index(somebody) % len(OTHERS)].get(own, ())],
        basis=PublicBasis.ORGANISER,
        basis_note=NOTE,
    )
    return people.add_person(session, event, change, by=by, now=now)


def _texts(somebody: Invented) -> tuple[Translated, Translated]:
    """Return function and biography as far as they were written: not at all, once, everywhere."""
    own, everywhere = somebody.language, somebody.details > 1
    if not somebody.details:
        return Translated(), Translated()
    biography = BIOGRAPHIES[CAST.index(somebody) % len(BIOGRAPHIES)]
    function = function_of(somebody.function) if everywhere else {}
    return (
        Translated.of(function or {own: somebody.function}),
        Translated.of(biography if everywhere else {own: biography[own]}),
    )


def _show(
    session: Session, event: Event, person: Person, media: Path, *, by: Actor, now: datetime
) -> None:
    """Give somebody the portrait that was drawn of them."""
    name = person.family_name
    portrait = load_portrait(session, event, media, name, by=person.full_name, now=now)
    if portrait is not None:
        alt = Translated.of({code: text % person.full_name for code, text in ALT.items()})
        change = replace(PersonChange.of(person), portrait=portrait, portrait_alt=alt)
        people.change_person(session, person, change, by=by, now=now)


def _address(name: str) -> str:
    return f"{fold(name).replace(' ', '.')}@example.org" if name else ""


def _live_through(
    session: Session,
    event: Event,
    contributor: Contributor,
    somebody: Invented,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Let happen what led to where it is."""
    if somebody.state is S.DRAFT:
        return
    asked, answered = now - timedelta(days=30), now - timedelta(days=20)
    days = 12 if somebody.name.startswith("Sébastien") else -14
    invitation = invitations.SpeakingInvitationChange(
        language=contributor.language,
        to=usual(contributor),
        answer_by=(now - timedelta(days=days)).date(),
        details_by=(now + timedelta(days=30)).date(),
        invited_by=by.label,
    )
    invitations.invite(session, event, contributor, invitation, by=by, now=asked)
    if somebody.state is S.INVITED:
        return
    person, accepts = contributor.person, somebody.state is not S.DECLINED
    who = AnsweredAs.ASSISTANT if somebody.assistant else AnsweredAs.SELF
    change = answers.SpeakingAnswerChange(
        accepts=accepts,
        answered_as=who,
        name=somebody.assistant,
        email=person.assistant_email,
        reason="" if accepts else "An diesem Tag tagt der eigene Beirat.",
    )
    own = Actor("contributor", person.id, somebody.assistant or person.full_name)
    answers.answer(session, event, contributor, change, by=own, now=answered)
    if somebody.details > 1:
        contributor.recording = contributor.photographs = True
        contributor.consented_at, contributor.technical_needs = answered, ""
    if somebody.state is S.CONFIRMED:
        confirming.confirm(session, event, contributor, by=by, now=answered + timedelta(days=2))
