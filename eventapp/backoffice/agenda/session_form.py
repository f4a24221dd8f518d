"""A session's form: what it asks, how it shows what stands, the change it builds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp import i18n
from eventapp.agenda import services
from eventapp.agenda.models import MOST_PLACES, Room, Rule, SessionKind
from eventapp.agenda.render import KINDS
from eventapp.agenda.services import SessionChange
from eventapp.backoffice.agenda.forms import CLOCK, NOTHING, SlotForm, key_of
from eventapp.backoffice.agenda.session_choices import Choices
from eventapp.events.models import Event
from eventapp.forms.records import Line3, Text3, text_of
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.journal.services import Actor
from eventapp.languages import LANGUAGES
from eventapp.web.forms import Between, LineField

MOST_EXPECTED = 100_000
RULE_ROWS = 3
"""How many rules a session's form takes, beside those it has."""

RULES = {
    Rule.AFTER: _("after"),
    Rule.SAME_DAY: _("on the same day as"),
    Rule.NOT_PARALLEL: _("not at the same time as"),
}


def _ticked(label: object) -> SelectMultipleField:
    """Return a field whose choices are ticked."""
    return SelectMultipleField(
        label, choices=[], widget=ListWidget(), option_widget=CheckboxInput()
    )


class RuleRow(PlainForm):
    """How the session must stand to another one."""

    rule = SelectField(_("It must take place"), [Optional()], choices=[])
    other = SelectField(_("Session"), [Optional()], choices=[])

    def validate_other(self, field: Field) -> None:
        """Ask for the session where a rule is chosen."""
        if self.rule.data and not field.data:
            raise ValidationError(gettext("Choose the session this rule refers to."))


class SessionForm(SlotForm):
    """A session of the draft and its slot."""

    needs_text = ("title",)
    beside = (*SlotForm.beside, "new_room")
    stood = HiddenField()
    """What was chosen when the page was opened, in its order."""
    title = FormField(Line3, _("Title"))
    subtitle = FormField(Line3, _("Subtitle"))
    kind = SelectField(_("Kind"), [InputRequired()], choices=[])
    track = SelectField(_("Track"), [Optional()], choices=[])
    block = SelectField(_("Talk within the session"), [Optional()], choices=[])
    room = SelectField(_("Room"), [Optional()], choices=[])
    further_rooms = _ticked(_("Also in these rooms, at the same time"))
    new_room = LineField(_("Name of the new room"), [Optional()], most=200)
    starts_at = DateTimeLocalField(_("Begins"), [Optional()], format=CLOCK)
    ends_at = DateTimeLocalField(_("Ends"), [Optional()], format=CLOCK)
    rules = FieldList(FormField(RuleRow), _("Scheduling rules"), min_entries=RULE_ROWS)
    languages = _ticked(_("Languages in the room"))
    interpretation = _ticked(_("Interpretation into"))
    receivers = IntegerField(_("Receivers available"), [Optional(), Between(1, MOST_EXPECTED)])
    abstract = FormField(Text3, _("What it is about"))
    description = FormField(Text3, _("Further reading"))
    notes = FormField(Text3, _("Notes for the team"))
    meeting_point = FormField(Line3, _("Meeting point for contributors"))
    running_order = FormField(Text3, _("Running order for the moderator"))
    questions = FormField(Text3, _("Questions for the moderator"))
    expected = IntegerField(_("Expected attendance"), [Optional(), Between(1, MOST_EXPECTED)])
    recorded = BooleanField(_("Recorded"))
    restricted = BooleanField(_("By guest list only"))
    sign_up = BooleanField(_("Participants book a place"))
    places = IntegerField(_("Places"), [Optional(), Between(1, MOST_PLACES)])
    categories = _ticked(_("For these categories only; if none is ticked, for everybody"))
    public = BooleanField(_("In the public programme"))

    choices: Choices
    made_room: Room | None = None

    @classmethod
    def shown(cls, held: SessionChange) -> dict[str, object]:
        """Return what the fields show of a session."""
        return {
            **super().shown(held),
            "track": key_of(held.track),
            "block": key_of(held.block),
            "further_rooms": [key_of(room) for room in held.further_rooms],
            "categories": [category.key for category in held.categories],
            "rules": [{"rule": rule.value, "other": key_of(other)} for rule, other in held.rules],
            "stood": " ".join(_in_order(held)),
        }

    def offer(self, choices: Choices) -> None:
        """Fill in what there is to choose from."""
        self.choices = choices
        tracks = _named((key, i18n.render(track.name)) for key, track in choices.tracks.items())
        rooms = _named((key, i18n.render(room.name)) for key, room in choices.rooms.items())
        blocks = _named((key, i18n.render(item.title)) for key, item in choices.blocks.items())
        self.track.choices, self.block.choices = [NOTHING, *tracks], [NOTHING, *blocks]
        self.room.choices, self.further_rooms.choices = [NOTHING, *rooms], rooms
        self.categories.choices = _named(
            (key, i18n.render(category.name)) for key, category in choices.categories.items()
        )
        self.kind.choices = _named(
            (kind.value, i18n.render(KINDS[kind.value])) for kind in SessionKind
        )
        self.languages.choices = _named((code, i18n.NAMES[code]) for code in LANGUAGES)
        self.interpretation.choices = _named(
            (f"{language}-{into}", f"{i18n.NAMES[language]} → {i18n.NAMES[into]}")
            for language in LANGUAGES
            for into in LANGUAGES
            if language != into
        )
        self._offer_rules()

    def _offer_rules(self) -> None:
        others = _named((key, i18n.render(item.title)) for key, item in self.choices.others.items())
        for row in self.rules:
            row.form.rule.choices = [
                NOTHING,
                *_named((rule.value, name) for rule, name in RULES.items()),
            ]
            row.form.other.choices = [NOTHING, *others]

    def _fill(self, shown: dict[str, object]) -> None:
        super()._fill(shown)
        self._offer_rules()  # these rows are others

    def validate_new_room(self, field: Field) -> None:
        """Refuse a room that is chosen and another that is named."""
        if field.data and self.room.data:
            raise ValidationError(gettext("Choose a room or enter a new one, not both."))

    @property
    def filled_rules(self) -> list[tuple[Rule, str]]:
        """Return the rules that were filled in, each with the other session's public id."""
        known = {rule.value: rule for rule in Rule}
        rows = self.rules.data
        return [(known[row["rule"]], row["other"]) for row in rows if row["rule"] in known]

    def make(self, session: Session, event: Event, *, by: Actor, now: datetime) -> None:
        """Add the room that is named and that the event lacks."""
        if self.new_room.data:
            self.made_room = services.room_called(
                session, event, self.new_room.data, by=by, now=now
            )

    def change(self, _session: Session, event: Event, held: SessionChange) -> SessionChange:
        """Return the session as it is meant to stand."""
        choices = self.choices
        starts_at, ends_at = self.moments(event, held)
        return replace(
            held,
            title=text_of(self.title),
            subtitle=text_of(self.subtitle),
            kind=SessionKind(self.kind.data),
            track=choices.tracks.get(self.track.data or ""),
            block=choices.others.get(self.block.data or ""),
            room=self.made_room or choices.rooms.get(self.room.data or ""),
            further_rooms=tuple(choices.rooms[key] for key in self._as_stood(self.further_rooms)),
            starts_at=starts_at,
            ends_at=ends_at,
            rules=tuple((rule, choices.others[other]) for rule, other in self.filled_rules),
            languages=self._as_stood(self.languages),
            interpretation=self._as_stood(self.interpretation),
            receivers=self.receivers.data,
            abstract=text_of(self.abstract),
            description=text_of(self.description),
            notes=text_of(self.notes),
            meeting_point=text_of(self.meeting_point),
            running_order=text_of(self.running_order),
            questions=text_of(self.questions),
            expected=self.expected.data,
            recorded=self.recorded.data,
            restricted=self.restricted.data,
            sign_up=self.sign_up.data,
            places=self.places.data,
            categories=tuple(choices.categories[key] for key in self.categories.data or ()),
            public=self.public.data,
        )

    def _as_stood(self, field: SelectMultipleField) -> tuple[str, ...]:
        """Return what is ticked in the order in which it stood, what is new behind that."""
        places = {key: place for place, key in enumerate((self.stood.data or "").split())}
        return tuple(sorted(field.data or (), key=lambda key: places.get(key, len(places))))


def _in_order(held: SessionChange) -> Iterator[str]:
    """Yield what is chosen in an order that ticks do not tell."""
    yield from (room.public_id for room in held.further_rooms)
    yield from (*held.languages, *held.interpretation)


def _named(pairs: Iterable[tuple[str, object]]) -> list[SelectChoice]:
    return [SelectChoice(key, name) for key, name in pairs]
