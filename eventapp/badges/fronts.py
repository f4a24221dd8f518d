"""The front of a badge: every text set in its box, and what did not fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from eventapp import i18n
from eventapp.badges import name_fitting
from eventapp.badges.boxes import (
    ACADEMIC,
    COUNTRY,
    ORGANISATION,
    ROLE,
    Head,
    Setting,
    head_of,
    set_in,
)
from eventapp.badges.measuring import shortened, width_mm
from eventapp.badges.queries import Face
from eventapp.errors import Sentence
from eventapp.events.models import BadgeBand, Event
from eventapp.i18n.event_days import format_days

ROLE_WORDS = {
    BadgeBand.SPEAKER: Sentence("Contributor"),
    BadgeBand.HOST: Sentence("Host"),
}
"""Bands that say a role; the others say the participant's category."""
BETWEEN_MM = 3.0


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on one front, in the holder's language, each text as it is printed."""

    name: name_fitting.Fitted
    academic: Setting
    organisation: Setting
    country: Setting
    role: Setting
    beside: str
    """What stands behind the role in a lighter weight: the category of whoever has a role."""


def front_of(face: Face) -> Front:
    """Return one badge's front."""
    role, beside = _role(*words_of(face))
    return Front(
        name=name_fitting.fit(face.given_name, face.family_name),
        academic=set_in(ACADEMIC, face.title),
        organisation=set_in(ORGANISATION, face.organisation),
        country=set_in(COUNTRY, _country(face)),
        role=role,
        beside=beside,
    )


def _country(face: Face) -> str:
    with i18n.speaking(face.language):
        return i18n.country_name(face.country) if face.country else ""


def words_of(face: Face) -> tuple[str, str]:
    """Return the band's word in the holder's language, and beside it the category's for a role."""
    role = ROLE_WORDS.get(face.band)
    with i18n.speaking(face.language):
        return (i18n.render(role), face.category) if role else (face.category, "")


def _role(word: str, beside: str) -> tuple[Setting, str]:
    """Return the band's word, and what stands beside it; with no room beside it stands below."""
    for step, (size, _) in enumerate(ROLE.steps[:-1]):
        if beside and width_mm(word + beside, size) + BETWEEN_MM <= ROLE.width:
            return Setting(ROLE.style(step), (word,)), beside
    if not beside:
        return set_in(ROLE, word), ""
    last = len(ROLE.steps) - 1
    size = ROLE.steps[last][0]
    whole = width_mm(beside, size) <= ROLE.width
    below = beside if whole else shortened(beside, size, ROLE.width)
    return Setting(ROLE.style(last), (word, below), whole=whole), ""


def head_for(event: Event, language: str) -> Head:
    """Return the event's head in a language: title, name, city and days, as far as there are."""
    with i18n.speaking(language, event.zone):
        days = format_days(event.starts_at, event.ends_at) if event.starts_at else ""
    texts = (event.title, event.label, event.city)
    title, label, city = (text.into(language).strip() for text in texts)
    return head_of(title, label, ", ".join(part for part in (city, days) if part))


ADDRESS_TOO_LONG = Sentence("The title is too long for its line and was shortened.")
ORGANISATION_TOO_LONG = Sentence("The organisation’s name is too long for its box.")
CATEGORY_TOO_LONG = Sentence("The category’s name is too long for its band and was shortened.")


def shortened_texts(face: Face) -> Iterator[Sentence]:
    """Yield what to say of each text beside the name that lost words."""
    if not set_in(ACADEMIC, face.title).whole:
        yield ADDRESS_TOO_LONG
    if not set_in(ORGANISATION, face.organisation).whole:
        yield ORGANISATION_TOO_LONG
    if not _category_fits(face):
        yield CATEGORY_TOO_LONG


def _category_fits(face: Face) -> bool:
    """Say whether the category stands whole: on one line below a role, else on as many as fit."""
    if face.band in ROLE_WORDS:
        return width_mm(face.category, ROLE.steps[-1][0]) <= ROLE.width
    return set_in(ROLE, face.category).whole
