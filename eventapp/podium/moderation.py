"""The moderator's sheet: who sits where, how names are spoken, what happens when, what to ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from eventapp import i18n
from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart
from eventapp.agenda.render import PARTS
from eventapp.errors import Sentence
from eventapp.languages import LANGUAGES
from eventapp.people.availability import TimeRange, is_there
from eventapp.podium.running_order import Step, steps_of
from eventapp.podium.stages import Seat, Stage

LINES_TO_WRITE_ON = 4
"""How many empty lines stand for questions where none are written down."""
ON_THE_PODIUM = 2
"""People beside each other who need somebody to lead through it, found or not."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is read beside the sessions themselves."""

    attending: Mapping[int, int]
    """How many are signed up, by a session's internal number."""
    times: Mapping[int, Sequence[TimeRange]]
    """When people are there, by their internal number; without any, always."""
    listeners: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    """How many chose each language, by a session's internal number."""


@dataclass(frozen=True, slots=True)
class Listeners:
    """How many people listen to one language, by what they chose when they registered."""

    language: str
    people: int


@dataclass(frozen=True, slots=True)
class Speaking:
    """Somebody on the podium, as whoever leads through it reads."""

    seat: Seat
    talk: AgendaSession | None
    """Which of the session's talks is theirs."""
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One session's sheet."""

    stage: Stage
    speaking: tuple[Speaking, ...]
    attending: int
    """0: not known."""
    listeners: tuple[Listeners, ...]
    """Of the languages into which is interpreted."""
    steps: tuple[Step, ...]
    questions: tuple[str, ...]
    announced_in: tuple[str, ...]
    """Languages of listeners in which the welcome is said once more."""


def needs_sheet(stage: Stage) -> bool:
    """Say whether somebody leads through it, or several people would need somebody who does."""
    return bool(stage.moderators) or len(stage.podium) >= ON_THE_PODIUM


def sheet_of(stage: Stage, facts: Facts, language: str) -> Sheet:
    """Return a session's sheet, in the language that is spoken."""
    session = stage.session
    booked = facts.attending.get(session.id, 0) if session.sign_up else 0
    talks = {talk.id: talk for talk in stage.talks}
    heard = [*session.languages, *(pair.partition("-")[2] for pair in session.interpretation)]
    return Sheet(
        stage,
        tuple(
            Speaking(
                seat,
                talks.get(stage.of(seat).id),
                tuple(_remarks(stage, seat, facts)),
            )
            for seat in stage.podium
        ),
        booked or session.expected or 0,
        tuple(_listeners(session, facts)),
        tuple(
            steps_of(
                stage, session.running_order.into(language), language, i18n.local(stage.starts_at)
            )
        ),
        tuple(_lines(session.questions.into(language))),
        tuple(code for code in dict.fromkeys(heard) if code != language),
    )


def language_of(stage: Stage, otherwise: str) -> str:
    """Return the first of our languages that whoever moderates speaks."""
    spoken = (code for seat in stage.moderators if seat.person for code in seat.person.languages)
    return next((code for code in spoken if code in LANGUAGES), otherwise)


def _listeners(session: AgendaSession, facts: Facts) -> Iterator[Listeners]:
    """Yield how many will listen to each interpreted language, where anybody will."""
    chosen = facts.listeners.get(session.id, {})
    into = (pair.partition("-")[2] for pair in session.interpretation)
    for code in dict.fromkeys(into):
        if chosen.get(code):
            yield Listeners(code, chosen[code])


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _remarks(stage: Stage, seat: Seat, facts: Facts) -> Iterator[str]:
    """Yield what to know of somebody: part, languages, what they need, what is not settled."""
    yield from _of_part(seat)
    person = seat.person
    if person is None:
        return
    if person.languages:
        yield i18n.begin_sentence(i18n.format_list(map(_tongue, person.languages)))
    spoken = set(stage.session.languages)
    if person.languages and spoken and not spoken <= set(person.languages):
        yield i18n.render(Sentence("Needs a receiver"))
    if person.salutation:
        yield i18n.render(Sentence("Form of address: %(name)s", name=person.salutation))
    yield from _of_times(stage, facts.times.get(person.id, ()))


def _of_part(seat: Seat) -> Iterator[str]:
    """Yield a part beyond speaking, what is not settled, and what the public does not know."""
    usual = {SessionPart.SPEAKER, SessionPart.PANELLIST}
    for part in dict.fromkeys(role.part for role in seat.roles):
        if part not in usual:
            yield i18n.render(PARTS[part.value])
    if seat.person is not None and not seat.has_agreed:
        asked = any(role.state is ContributorState.INVITED for role in seat.roles)
        yield i18n.render(NOT_ANSWERED if asked else NOT_INVITED)
    if not seat.is_public:
        yield i18n.render(Sentence("Not announced in public"))


NOT_ANSWERED = Sentence("Has not answered yet")
NOT_INVITED = Sentence("Not invited yet")


def _of_times(stage: Stage, times: Sequence[TimeRange]) -> Iterator[str]:
    """Yield that somebody comes late or leaves early, or is not there at all."""
    begins, ends = stage.starts_at, stage.session.ends_at or stage.starts_at
    if is_there(times, begins, ends):
        return
    there = [time for time in times if time[0] < ends and time[1] > begins]
    if not there:
        yield i18n.render(Sentence("Has stated not to be present at this time"))
    for time in there:
        yield from _limits(time, begins, ends)


def _limits(time: TimeRange, begins: datetime, ends: datetime) -> Iterator[str]:
    comes, goes = time
    if comes > begins:
        moment = i18n.format_time_spoken(comes)
        yield i18n.render(Sentence("Present from %(time)s", time=moment))
    if goes < ends:
        moment = i18n.format_time_spoken(goes)
        yield i18n.render(Sentence("Has to leave at %(time)s", time=moment))


def _tongue(code: str) -> str:
    return str(i18n.locale().languages.get(code, code))
