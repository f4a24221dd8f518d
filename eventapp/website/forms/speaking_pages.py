"""What contributors, or who answers for them, type on their own pages."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import g
from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.languages import known_languages, languages_field, ticked
from eventapp.forms.persons import MOST_TIMES, TimeRow, shown_times, typed_times
from eventapp.forms.records import Line3, Text3, text_of
from eventapp.i18n import lazy_gettext as _
from eventapp.people.services import PersonChange
from eventapp.speakers.services.own_details import OwnDetailsChange
from eventapp.web.forms import LINE, TEXT, AtMost, Form, LineField, Needed


class OwnTextsForm(ChangeForm):
    """Position and biography in each language, and what helps whoever announces the person."""

    shows = ("function", "biography", "languages", "pronunciation")
    beside = ("translate_into", "translated")
    function = FormField(Line3, _("Function"))
    biography = FormField(Text3, _("Biography"))
    translate_into = languages_field(_("The team translates my biography into"))
    translated = HiddenField(filters=LINE)
    """Languages that were ticked when the page was opened."""
    languages = languages_field(_("Languages spoken"))
    pronunciation = LineField(
        _("Pronunciation of the name"),
        [Optional()],
        most=120,
        description=_("For the person who makes the announcement; never published."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = known_languages()
        self.translate_into.choices = known_languages()

    def change(self, _session: Session, _event: Event, held: PersonChange) -> PersonChange:
        """Return the person with these texts."""
        return replace(
            held,
            function=text_of(self.function),
            biography=text_of(self.biography),
            languages=ticked(held.languages, self.languages),
            pronunciation=self.pronunciation.data or "",
        )

    def details(self, held: OwnDetailsChange) -> OwnDetailsChange:
        """Return what is said besides: into which languages the team translates.

        Only what was ticked or unticked since the page was opened is meant.
        """
        ticked_now = set(self.translate_into.data or ())
        ticked_then = set((self.translated.data or "").split())
        after = (set(held.translate_into) | (ticked_now - ticked_then)) - (ticked_then - ticked_now)
        return replace(held, translate_into=tuple(sorted(after)))

    def show_details(self, held: OwnDetailsChange) -> None:
        """Show into which languages the team translates."""
        self.translate_into.data = list(held.translate_into)
        self.translated.data = " ".join(held.translate_into)


class AvailabilityForm(ChangeForm):
    """When the person is there."""

    shows = ("availability",)
    availability = FieldList(
        FormField(TimeRow),
        _("When are you there?"),
        max_entries=MOST_TIMES,
        description=_(
            "The session is not moved out of these times without asking you. If you enter none, "
            "you count as present throughout the event."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.availability.append_entry()

    @classmethod
    def shown(cls, held: PersonChange) -> dict[str, object]:
        """Return the times on the event's clock."""
        return {"availability": shown_times(held, g.event.tzinfo)}

    def change(self, _session: Session, event: Event, held: PersonChange) -> PersonChange:
        """Return the person as being there at these times."""
        times = typed_times(self.availability, held, event.tzinfo)
        return replace(held, availability=tuple(sorted(times)))


class StageForm(ChangeForm):
    """What is needed on the stage."""

    shows = ("technical_needs", "without_slides")
    technical_needs = TextAreaField(
        _("What do you need on stage?"),
        [Optional(), AtMost(1000)],
        filters=TEXT,
        description=_(
            "For example your own computer, sound for a film, internet access. The room has a "
            "computer, a projector and microphones."
        ),
    )
    without_slides = BooleanField(_("I do not show any slides"))

    def change(self, _session: Session, _event: Event, held: OwnDetailsChange) -> OwnDetailsChange:
        """Return what is said with this; an empty text says that nothing is needed."""
        return replace(
            held,
            technical_needs=self.technical_needs.data or "",
            without_slides=bool(self.without_slides.data),
        )


class TravelForm(ChangeForm):
    """The journey, and what the person needs to take part."""

    shows = ("travel", "access_needs")
    travel = TextAreaField(
        _("Arrival, departure, hotel"),
        [Optional(), AtMost(2000)],
        filters=TEXT,
        description=_(
            "For example when you arrive and leave, and who books the hotel. Only the people in "
            "charge of assistance read this, too."
        ),
    )
    access_needs = TextAreaField(
        _("What do you need to take part?"),
        [Optional(), AtMost(1000)],
        filters=TEXT,
        description=_(
            "For example a way without steps, a seat near the stage, a diet. Only the people in "
            "charge of assistance read this, and it is erased after the event."
        ),
    )

    def change(self, _session: Session, _event: Event, held: OwnDetailsChange) -> OwnDetailsChange:
        """Return what is said with this."""
        return replace(
            held, travel=self.travel.data or "", access_needs=self.access_needs.data or ""
        )


class ConsentsForm(Form):
    """The person's own answers; nothing is chosen beforehand."""

    recording = RadioField(_("May the session be recorded, sound and pictures?"), choices=[])
    photographs = RadioField(_("May photographs be taken on stage?"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in (self.recording, self.photographs):
            field.validators = [Needed()]
            field.choices = [
                SelectChoice("yes", i18n.gettext("Yes")),
                SelectChoice("no", i18n.gettext("No")),
            ]


class CoSpeakerForm(Form):
    """Somebody whom a contributor would like to have beside them."""

    session = SelectField(_("Session"), [Needed()], choices=[])
    given_name = LineField(_("Given name"), [Needed()], most=80)
    family_name = LineField(_("Family name"), [Needed()], most=80)
    organisation = LineField(_("Organisation"), [Optional()], most=200)
    email = EmailField(_("E-mail address"), [Needed(), AtMost(254)], filters=LINE)

    def offer(self, items: Sequence[AgendaSession]) -> None:
        """Let the proposal be for one of these sessions."""
        self.session.choices = [
            SelectChoice(item.public_id, i18n.render(item.title)) for item in items
        ]
