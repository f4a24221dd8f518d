"""What a contributor still owes, in words; nothing owed means that the details are complete."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventapp import i18n
from eventapp.agenda.models import BEHIND_THE_SCENES, ContributorState, SessionPart, SessionRole
from eventapp.errors import Sentence
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor
from eventapp.speakers.standing import state_of


class PointKind(StrEnum):
    """What is missing."""

    INVITATION = "invitation"
    ADDRESS = "address"
    ANSWER = "answer"
    REPLACEMENT = "replacement"
    POSITION = "position"
    BIOGRAPHY = "biography"
    PORTRAIT = "portrait"
    CONSENT = "consent"
    TECHNOLOGY = "technology"
    SLIDES = "slides"


OF_THE_TEAM = frozenset((PointKind.INVITATION, PointKind.ADDRESS, PointKind.REPLACEMENT))
"""What the organisers do, and nobody is reminded of."""
WITH_SLIDES = frozenset((SessionPart.SPEAKER,))
"""Parts in which something is shown as a rule."""

WORDS = {
    PointKind.INVITATION: Sentence("Invitation not sent yet"),
    PointKind.ADDRESS: Sentence("E-mail address"),
    PointKind.ANSWER: Sentence("Answer to the invitation"),
    PointKind.REPLACEMENT: Sentence("Find a replacement"),
    PointKind.POSITION: Sentence("Position or function"),
    PointKind.BIOGRAPHY: Sentence("Short biography"),
    PointKind.PORTRAIT: Sentence("Portrait"),
    PointKind.CONSENT: Sentence("Consent"),
    PointKind.TECHNOLOGY: Sentence("Technology"),
    PointKind.SLIDES: Sentence("Slides"),
}
"""What each is called, as a filter and as a point without more to say."""


LATE = Sentence("Answer overdue since %(day)s")


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is missing."""

    kind: PointKind
    languages: tuple[str, ...] = ()
    """In which languages a text is missing."""
    due: date | None = None
    is_late: bool = False
    """Whether the day it was asked for by is over."""

    @property
    def for_the_team(self) -> bool:
        """Say whether the organisers have to do it."""
        return self.kind in OF_THE_TEAM


def in_words(point: Point) -> str:
    """Return what is missing as a reader of the present language reads it."""
    if point.kind is PointKind.ANSWER and point.is_late and point.due:
        return i18n.render(Sentence(LATE.msgid, day=i18n.format_short_date(point.due)))
    said = i18n.render(WORDS[point.kind])
    if point.languages:
        languages = i18n.format_list(
            [str(i18n.locale().languages[code]) for code in point.languages]
        )
        return i18n.gettext("%(what)s (%(languages)s)", what=said, languages=languages)
    return said


def open_points(
    contributor: Contributor,
    roles: Sequence[SessionRole],
    *,
    languages: Sequence[str],
    with_material: bool,
    today: date,
) -> tuple[Point, ...]:
    """Return what is missing of a contributor, what is late first.

    `languages` are those in which the event is published; nobody owes a text in one into which the
    team translates.
    """
    state = state_of(roles)
    if state is ContributorState.DECLINED:
        return (Point(PointKind.REPLACEMENT),)
    person = contributor.person
    if state is ContributorState.DRAFT:
        reached = person.email or person.assistant_email
        return (Point(PointKind.INVITATION), *(() if reached else (Point(PointKind.ADDRESS),)))
    if state is ContributorState.INVITED:
        due = contributor.answer_by
        return (Point(PointKind.ANSWER, due=due, is_late=due is not None and due < today),)
    due = contributor.details_by
    late = due is not None and due < today
    return tuple(
        Point(kind, missing, due, late)
        for kind, missing in _details(contributor, person, roles, languages, with_material)
    )


def _details(
    contributor: Contributor,
    person: Person,
    roles: Sequence[SessionRole],
    languages: Sequence[str],
    with_material: bool,  # noqa: FBT001  (a fact, not a mode)
) -> Iterator[tuple[PointKind, tuple[str, ...]]]:
    """Yield what is missing after a yes: of whom the public reads, and who stands on the stage."""
    parts = {role.part for role in roles if role.state is not ContributorState.DECLINED}
    public = any(not role.internal for role in roles if role.state is not ContributorState.DECLINED)
    on_stage = bool(parts - BEHIND_THE_SCENES)
    if public and on_stage:
        if not person.function:
            yield PointKind.POSITION, ()
        written = person.biography.as_dict()
        missing = tuple(
            code
            for code in languages
            if not written.get(code) and (not written or code not in contributor.translate_into)
        )
        if missing:
            yield PointKind.BIOGRAPHY, missing
        if person.portrait is None:
            yield PointKind.PORTRAIT, ()
    if on_stage:
        if contributor.recording is None or contributor.photographs is None:
            yield PointKind.CONSENT, ()
        if contributor.technical_needs is None:
            yield PointKind.TECHNOLOGY, ()
    if parts & WITH_SLIDES and not contributor.without_slides and not with_material:
        yield PointKind.SLIDES, ()
