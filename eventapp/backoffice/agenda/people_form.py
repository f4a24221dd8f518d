"""Who takes part in a session: the form, and what its buttons do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, StringField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from eventapp import i18n
from eventapp.agenda.models import ContributorState, SessionPart, SessionRole
from eventapp.agenda.render import PARTS
from eventapp.agenda.services import RoleChange, SessionChange
from eventapp.backoffice.agenda.forms import key_of
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.records import Line3, text_of
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.people.models import Organisation, Person
from eventapp.web.forms import LINE, AtMost, LineField
from eventapp.workflows.participation import PlaceAtStake

IN_ORDER = (
    *(SessionPart.OPENING, SessionPart.MODERATOR, SessionPart.SPEAKER, SessionPart.PANELLIST),
    *(SessionPart.CLOSING, SessionPart.INTERPRETER, SessionPart.TECHNICIAN),
)
"""How the parts follow one another on the page and in the programme."""

STATES = {
    ContributorState.DRAFT: Sentence("Draft"),
    ContributorState.INVITED: Sentence("Invited"),
    ContributorState.ACCEPTED: Sentence("Accepted"),
    ContributorState.DECLINED: Sentence("Declined"),
    ContributorState.CONFIRMED: Sentence("Confirmed"),
}

MOST_PEOPLE = 100
"""In one session: far more than any panel has."""


def _parts() -> list[SelectChoice]:
    return [SelectChoice(part.value, i18n.render(PARTS[part.value])) for part in IN_ORDER]


class RoleRow(PlainForm):
    """Somebody's part in the session."""

    person = HiddenField()
    """Public id; empty: still to be found."""
    part = SelectField(_("Role"), [InputRequired()], choices=_parts)
    organisation = StringField(_("Speaks for another organisation"), [AtMost(200)], filters=LINE)
    function = FormField(Line3, _("Position in this session, if it differs"))
    internal = BooleanField(_("Internal, not in the public programme"))
    announced = BooleanField(_("Name in the programme before it is confirmed"))


@dataclass(frozen=True, slots=True)
class Seat:
    """One row of the page: what the form holds, and what is stored of it."""

    place: int
    """Its number in the form."""
    fields: Any
    errors: Any
    person: Person | None
    role: SessionRole | None
    """None: it is not saved yet."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the form can name: persons by public id, organisations by name."""

    persons: Mapping[str, Person]
    organisations: Mapping[str, Organisation]


class PeopleForm(ChangeForm):
    """Who takes part in a session, in the order of the programme."""

    shows = ("people",)
    beside = ("typed", "as_part")
    people = FieldList(FormField(RoleRow), _("Contributors"), max_entries=MOST_PEOPLE)
    typed = LineField(_("Add a person"), [Optional()], most=80)
    as_part = SelectField(
        _("Role"), [InputRequired()], choices=_parts, default=SessionPart.SPEAKER.value
    )
    known: Known
    asked: Sequence[PlaceAtStake] = ()
    """Whose place has to be decided on before this is saved."""

    @classmethod
    def shown(cls, held: SessionChange) -> dict[str, object]:
        """Return what the rows show of a session's people."""
        return {"people": [_row(role) for role in ordered(held.people)]}

    def change(self, _session: Session, _event: Event, held: SessionChange) -> SessionChange:
        """Return the session with the people as the rows name them."""
        return replace(held, people=ordered(self._roles(held.people)))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that the directory has each organisation that is named."""
        fine = super().validate(extra_validators)
        for row in self.people:
            named = row.form.organisation
            if named.data and named.data not in self.known.organisations:
                named.errors = [gettext("The directory has no organisation of this name.")]
                fine = False
        return fine

    def seats(self, roles: Iterable[SessionRole]) -> list[tuple[str, list[Seat]]]:
        """Return the rows by part, in order; `roles` are those stored."""
        standing: dict[tuple[str, str], list[SessionRole]] = {}
        for role in roles:
            standing.setdefault((key_of(role.person), role.part.value), []).append(role)
        by_part: dict[str, list[Seat]] = {part.value: [] for part in IN_ORDER}
        for place, row in enumerate(self.people):
            key = row.form.person.data or ""
            stored = standing.get((key, row.form.part.data), [])
            by_part.get(row.form.part.data, by_part[IN_ORDER[0].value]).append(
                Seat(
                    place,
                    row.form,
                    row.errors,
                    self.known.persons.get(key),
                    stored.pop(0) if stored else None,
                )
            )
        return [(part, seats) for part, seats in by_part.items() if seats]

    def _roles(self, held: Iterable[RoleChange]) -> Iterable[RoleChange]:
        """Yield the parts as the rows name them; how far each is settled stays as it is."""
        states = {role.key: role.state for role in held}
        persons: dict[Person | None, ContributorState] = {
            role.person: role.state for role in held if role.person
        }
        for row in self.people:
            person = self.known.persons.get(row.form.person.data or "")
            if person is None and row.form.person.data:
                continue  # deleted meanwhile
            part = SessionPart(row.form.part.data)
            yield RoleChange(
                person=person,
                part=part,
                state=states.get((person, part)) or persons.get(person) or ContributorState.DRAFT,
                internal=row.form.internal.data,
                announced=row.form.announced.data,
                organisation=self.known.organisations.get(row.form.organisation.data or ""),
                function=text_of(row.form.function),
            )


def _row(role: RoleChange) -> dict[str, object]:
    return {
        "person": key_of(role.person),
        "part": role.part.value,
        "organisation": role.organisation.name if role.organisation else "",
        "function": role.function.as_dict(),
        "internal": role.internal,
        "announced": role.announced,
    }


def ordered(roles: Iterable[RoleChange]) -> tuple[RoleChange, ...]:
    """Return roles part by part; within one, as they stood."""
    return tuple(sorted(roles, key=lambda role: IN_ORDER.index(role.part)))


def acted(act: str, roles: Sequence[RoleChange], new: RoleChange | None) -> tuple[RoleChange, ...]:
    """Return the roles after a button: `up:2`, `down:0`, `remove:1`; `new` is put in its place.

    Nobody leaves the group of their part; a number that is none of theirs does nothing.
    """
    rows = list(ordered([*roles, new] if new else roles))
    name, _colon, number = act.partition(":")
    place = int(number) if number.isascii() and number.isdecimal() else -1
    if not 0 <= place < len(rows):
        return tuple(rows)
    beside = {"up": place - 1, "down": place + 1}.get(name, -1)
    if name == "remove":
        del rows[place]
    elif 0 <= beside < len(rows) and rows[beside].part is rows[place].part:
        rows[place], rows[beside] = rows[beside], rows[place]
    return tuple(rows)
