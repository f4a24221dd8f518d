"""Who does what in a session, as programs write and read it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda.items import Part
from eventapp.agenda.models import ContributorState, SessionPart, SessionRole
from eventapp.agenda.services import RoleChange
from eventapp.api.texts import written
from eventapp.errors import Invalid, Sentence
from eventapp.events.models import Event
from eventapp.people import queries as people
from eventapp.people.models import Organisation, Person
from eventapp.text_search import clean_line

CHOSEN = Sentence("This does not exist at this event.")
BEGINNINGS = (ContributorState.DRAFT, ContributorState.CONFIRMED)
"""As what a new part may be sent: nobody was asked yet, or everything was agreed elsewhere."""
SETTLED_ELSEWHERE = Sentence(
    "How far this role has come changes by inviting, answering and confirming. A new one can begin "
    "as a draft or as confirmed."
)


def roles(
    session: Session,
    event: Event,
    sent: Sequence[Mapping[str, Any]],
    *,
    held: Iterable[RoleChange] = (),
) -> tuple[RoleChange, ...]:
    """Return who is to do what; of a part that somebody has, what was not sent stays.

    Raises Invalid where a person or organisation is none of the event's, or a part would come
    further than its invitation has.
    """
    known = {person.public_id: person for person in people.persons(session, event)} if sent else {}
    standing = {role.key: role for role in held if role.person is not None}
    changed = list[RoleChange]()
    for index, entry in enumerate(sent):
        person, part = _person(session, event, known, entry, index), SessionPart(entry["part"])
        stands = standing.get((person, part))
        role = stands or RoleChange.new(person, part)
        changed.append(
            replace(
                role,
                person=person,
                part=part,
                state=_state(entry, index, role.state, new=stands is None),
                internal=entry.get("internal", role.internal),
                announced=entry.get("announced", role.announced),
                organisation=_organisation(session, event, entry, index, role.organisation),
                function=written(role.function, entry.get("function"), clean_line),
            )
        )
    return tuple(changed)


def _person(
    session: Session,
    event: Event,
    known: Mapping[str, Person],
    entry: Mapping[str, Any],
    index: int,
) -> Person | None:
    public_id = entry["person"]
    if public_id is None:
        return None
    person = known.get(public_id) or people.person(session, event, public_id)
    if person is None:
        raise Invalid(CHOSEN, field=f"people[{index}].person")
    return person


def _state(
    entry: Mapping[str, Any], index: int, held: ContributorState, *, new: bool
) -> ContributorState:
    """Return how far a part is: as it stands; only a new one begins as it is sent."""
    state = ContributorState(entry.get("state", held))
    if state is not held and not (new and state in BEGINNINGS):
        raise Invalid(SETTLED_ELSEWHERE, field=f"people[{index}].state")
    return state


def _organisation(
    session: Session,
    event: Event,
    entry: Mapping[str, Any],
    index: int,
    held: Organisation | None,
) -> Organisation | None:
    if "organisation" not in entry:
        return held
    if entry["organisation"] is None:
        return None
    organisation = people.organisation(session, event, entry["organisation"])
    if organisation is None:
        raise Invalid(CHOSEN, field=f"people[{index}].organisation")
    return organisation


def told(role: SessionRole) -> dict[str, object]:
    """Return a part as it stands in the draft."""
    return {
        "person": role.person.public_id if role.person else None,
        "part": role.part.value,
        "state": role.state.value,
        "internal": role.internal,
        "announced": role.announced,
        "organisation": role.organisation.public_id if role.organisation else None,
        "function": role.function.as_dict(),
    }


def shown(part: Part) -> dict[str, object]:
    """Return a part as the public reads it."""
    return {
        "person": part.person.id,
        "name": part.person.name,
        "part": part.part,
        "organisation": part.organisation,
        "function": part.function.as_dict(),
    }
