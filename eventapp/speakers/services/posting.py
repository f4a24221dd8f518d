"""E-mails to a contributor: to the assistant, the person, or both, each with their own link."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.models import BEHIND_THE_SCENES, SessionRole
from eventapp.events.models import Event
from eventapp.journal.services import Object
from eventapp.mail import services as mail
from eventapp.people.models import Person
from eventapp.speakers.emails.contributors import PartFacts, ToContributor, part_facts
from eventapp.speakers.errors import Unreachable
from eventapp.speakers.models import Contributor, SpeakingLink
from eventapp.speakers.open_points import Point, in_words
from eventapp.speakers.queries.roles import moderators_of, names_of


class Addressee(StrEnum):
    """To whom an e-mail goes."""

    ASSISTANT = "assistant"
    SPEAKER = "speaker"
    BOTH = "both"


def about(contributor: Contributor) -> Object:
    """Return the person as the activity log knows them."""
    person = contributor.person
    return Object("contributors", person.id, person.full_name, contributor.event_id)


def usual(contributor: Contributor) -> Addressee:
    """Return who is written to as long as nobody says otherwise: the assistant, if there is one."""
    person = contributor.person
    if not person.assistant_email:
        return Addressee.SPEAKER
    return Addressee.BOTH if contributor.copies and person.email else Addressee.ASSISTANT


def check_reachable(person: Person) -> None:
    """Raise Unreachable where neither the person nor an assistant has an address."""
    if not (person.email or person.assistant_email):
        raise Unreachable(person.full_name)


def recipients(contributor: Contributor, to: Addressee) -> list[tuple[str, bool]]:
    """Return each address, and whether it is the assistant's; raises Unreachable."""
    person = contributor.person
    addresses = []
    if to is not Addressee.SPEAKER and person.assistant_email:
        addresses.append((person.assistant_email, True))
    if to is not Addressee.ASSISTANT and person.email:
        addresses.append((person.email, False))
    if not addresses:
        raise Unreachable(person.full_name)
    return addresses


def ready(
    contributor: Contributor,
    event: Event,
    kind: type[ToContributor],
    *,
    address: str,
    to_assistant: bool,
    parts: Sequence[PartFacts] = (),
    **more: Any,
) -> mail.Ready:
    """Return an e-mail of that kind with its reader's own link, ready to be posted."""
    link = SpeakingLink.ASSISTANT if to_assistant else SpeakingLink.SPEAKER
    email = kind.of(
        contributor,
        event,
        link=link.value,
        generation=contributor.generation_of(link),
        to_assistant=to_assistant,
        parts=parts,
        **more,
    )
    matter = mail.About("person", contributor.person.id, event.id)
    return mail.ready(address, email, language=contributor.language, about=matter)


def post(
    session: Session,
    contributor: Contributor,
    event: Event,
    kind: type[ToContributor],
    *,
    to: Addressee,
    now: datetime,
    **more: Any,
) -> int:
    """Post an e-mail to each recipient; return to how many. Raises Unreachable."""
    made = [
        ready(contributor, event, kind, address=address, to_assistant=assistant, **more)
        for address, assistant in recipients(contributor, to)
    ]
    mail.post_all(session, made, now=now)
    return len(made)


def parts_told(session: Session, roles: Sequence[SessionRole], language: str) -> list[PartFacts]:
    """Return these parts as an e-mail holds them, each with who moderates."""
    moderators = moderators_of(session, [role.session for role in roles])
    told_apart = []
    for role in roles:
        others = [
            person
            for person in moderators.get(role.session_id, ())
            if person.id != role.person_id and role.part not in BEHIND_THE_SCENES
        ]
        told_apart.append(part_facts(role, language, moderators=names_of(others)))
    return told_apart


def points_told(points: Sequence[Point], language: str) -> list[str]:
    """Return what the person still owes as an e-mail holds it: in words of that language."""
    with i18n.speaking(language, "UTC"):
        return [in_words(point) for point in points if not point.for_the_team]
