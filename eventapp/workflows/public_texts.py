"""How far the public texts of an event are translated, and whom what is missing would reach."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.events.models import Event
from eventapp.languages import FIRST, LANGUAGES, SOURCE, Translated
from eventapp.registration.models import ENDED, Invitation, InvitationState, Registration
from eventapp.speakers.models import Contributor
from eventapp.texts import queries
from eventapp.texts.models import TextReview
from eventapp.texts.standing import OPEN, TextState, source_of, state_of, unwritten
from eventapp.workflows import text_reading
from eventapp.workflows.text_kinds import FIELDS, OF_PROGRAMME, PLAIN, PublicText, TextOwner

IN_E_MAILS = ("title", "name", "venue", "city")
"""What e-mails say of the event that organisers write in each language."""

LEFT_OUT = frozenset({"name_in_sentence"})
"""Fields without which sentences are built in another way: nobody reads another language."""

FOR_CONTRIBUTORS = frozenset({"meeting_point"})
"""Fields that contributors read, and no participant."""


@dataclass(frozen=True, slots=True)
class TextStanding:
    """Where a text stands in each language."""

    text: PublicText
    source: str
    states: Mapping[str, TextState]
    reviews: Mapping[str, TextReview]

    @property
    def owner(self) -> TextOwner:
        """Who has to do something: the team also where it translates for the owner."""
        languages = {code for code, state in self.states.items() if state in OPEN}
        for_owner = not languages or languages - set(self.text.by_team)
        return self.text.owner if for_owner else TextOwner.TEAM

    @property
    def is_open(self) -> bool:
        """Say whether it is missing, unreviewed or outdated in some language."""
        return any(state in OPEN for state in self.states.values())


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people read a language in which texts are missing, and what they read instead."""

    language: str
    readers: int
    instead: Mapping[str, int]
    """Language -> number of texts that are read in it."""


def standings(
    session: Session, event: Event, kinds: Collection[str] = FIELDS
) -> list[TextStanding]:
    """Return where each public text stands in each language."""
    said = queries.reviews(session, event)
    return [
        standing(text, said.get(text.key, {})) for text in text_reading.texts(session, event, kinds)
    ]


def standing(text: PublicText, reviews: Mapping[str, TextReview], chosen: str = "") -> TextStanding:
    """Return where one text stands; `chosen` is the language it is to be translated from."""
    chosen = chosen or queries.source_chosen(reviews)
    source = source_of(text.text, spoken=text.spoken, chosen=chosen)
    if not source:
        return TextStanding(text, source, unwritten(text.spoken or FIRST), reviews)
    states = {code: state_of(text.text, source, code, reviews.get(code)) for code in LANGUAGES}
    return TextStanding(text, source, states, reviews)


def biography_of(session: Session, event: Event, contributor: Contributor) -> TextStanding:
    """Return where somebody's biography stands, whether or not the public reads it yet."""
    person = contributor.person
    text = PublicText(
        kind="contributors",
        record=person.public_id,
        field="biography",
        name=Translated.same(person.full_name),
        text=person.biography,
        spoken=text_reading.spoken_by(person, contributor.language),
    )
    return standing(text, queries.reviews_of(session, event, text.key))


def reach(
    texts: Sequence[PublicText],
    readers: Mapping[str, int],
    *,
    unread: Collection[str] = FOR_CONTRIBUTORS,
) -> list[Reach]:
    """Return whom missing texts would reach in another language than their own.

    `readers` counts people by language; one that it does not name is not looked at. `unread`
    names fields that none of them reads.
    """
    reached = []
    for language in (code for code in LANGUAGES if code in readers):
        instead = Counter(
            _read_instead(text)
            for text in texts
            if text.text
            and not text.text[language]
            and text.field not in LEFT_OUT
            and text.field not in unread
        )
        if instead:
            reached.append(Reach(language, readers[language], instead))
    return reached


def registered(session: Session, event: Event) -> Mapping[str, int]:
    """Return how many registered people read each language."""
    return _numbers(session, Registration, event, Registration.state.not_in(ENDED))


def untranslated(session: Session, event: Event) -> list[Reach]:
    """Return whom the next version of the programme reaches in another language than their own."""
    return reach(text_reading.texts(session, event, OF_PROGRAMME), registered(session, event))


def untranslated_in_invitations(session: Session, event: Event) -> list[Reach]:
    """Return the same for guests: what an e-mail in each language says, how many wait for one.

    Reminders go to who has not answered; whom the next list invites is not known yet.
    """
    waiting = _numbers(session, Invitation, event, Invitation.state == InvitationState.OPEN)
    readers = {code: waiting.get(code, 0) for code in LANGUAGES}
    return untranslated_in_e_mails(session, event, readers)


def untranslated_in_e_mails(
    session: Session, event: Event, readers: Mapping[str, int]
) -> list[Reach]:
    """Return the same for e-mails to so many: what all of them say of the event."""
    return reach(_of_event(session, event), readers)


def untranslated_for_contributors(
    session: Session, event: Event, those: Sequence[Contributor]
) -> list[Reach]:
    """Return the same for e-mails to contributors, which name the sessions they have parts in."""
    people = [contributor.person_id for contributor in those]
    parts = (
        select(AgendaSession.public_id)
        .join(SessionRole, SessionRole.session_id == AgendaSession.id)
        .where(SessionRole.person_id.in_(people))
    )
    theirs = set(session.scalars(parts))
    named = [
        text
        for text in text_reading.texts(session, event, ["session"])
        if text.field in ("title", *FOR_CONTRIBUTORS) and text.record in theirs
    ]
    readers = Counter(contributor.language for contributor in those)
    return reach([*_of_event(session, event), *named], readers, unread=())


def _of_event(session: Session, event: Event) -> list[PublicText]:
    texts = text_reading.texts(session, event, ["event"])
    return [text for text in texts if text.field in IN_E_MAILS]


def _numbers(
    session: Session,
    model: type[Registration | Invitation],
    event: Event,
    condition: ColumnElement[bool],
) -> Mapping[str, int]:
    """Return how many of an event's people read each language."""
    statement = (
        select(model.language, func.count())
        .where(model.event_id == event.id, condition)
        .group_by(model.language)
    )
    return {language: number for language, number in session.execute(statement)}  # noqa: C416  (a Result is no mapping)


def _read_instead(text: PublicText) -> str:
    """Return the language in which readers of a missing one read the text (`Translated.into`)."""
    if (text.kind, text.field) in PLAIN:
        return text.spoken
    return SOURCE if text.text[SOURCE] else next(iter(text.text.texts))
