"""Forms about who may register: categories, contingents, invitations of one or many people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import g
from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp import i18n
from eventapp.accounts.addresses import checked
from eventapp.accounts.errors import BadAddress
from eventapp.errors import Refusal
from eventapp.events.models import BadgeBand, Category, Event, WayIn
from eventapp.events.queries import categories
from eventapp.events.services import CategoryChange
from eventapp.extensions import db
from eventapp.forms.changing import ChangeForm
from eventapp.forms.guest_lists import GuestRow, rows_of
from eventapp.forms.records import BIGGEST, Line3, number, text_of
from eventapp.forms.shares import SharesField, SharesForm
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.moments import on_clock, shown_on_clock
from eventapp.registration.services.contingent_changes import ContingentChange
from eventapp.registration.services.invitations import InvitationChange
from eventapp.web.country_field import CountryField
from eventapp.web.forms import TEXT, AtMost, Between, Form, LineField, Needed

MOST = 300
MOST_BESIDE = 50
"""Most people one participant can be allowed to register."""


BANDS = {
    BadgeBand.CLUSTER: _("blue, filled"),
    BadgeBand.POLE: _("pôle blue, filled"),
    BadgeBand.GUEST: _("pale"),
    BadgeBand.SPEAKER: _("ink, filled"),
    BadgeBand.HOST: _("white with a double rule"),
}


WAYS_IN = {
    WayIn.OPEN: _("open to anyone while places are left"),
    WayIn.APPROVAL: _("on request, which the organisers approve or decline"),
    WayIn.INVITATION: _("by personal invitation only"),
}


class CategoryForm(ChangeForm):
    """A category of participants."""

    needs_text = ("name",)
    name = FormField(Line3, _("Name"))
    description = FormField(Line3, _("Members"))
    places = number(_("Places of this category"))
    band = SelectField(_("Band on the badge"), [Needed()], choices=[])
    public = BooleanField(_("Offered in the registration form"))
    way_in = SelectField(_("How people register"), [Needed()], choices=[])
    per_organisation = number(_("Maximum number of places per organisation"))
    colleagues = IntegerField(
        _("Colleagues one person may register"), [Optional(), Between(0, MOST_BESIDE)]
    )
    plus_ones = IntegerField(
        _("Companions one person may bring"), [Optional(), Between(0, MOST_BESIDE)]
    )
    position = number(_("Order"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way_in.choices = [SelectChoice(way.value, str(word)) for way, word in WAYS_IN.items()]
        self.band.choices = [SelectChoice(band.value, str(word)) for band, word in BANDS.items()]

    def change(self, _session: Session, _event: Event, held: CategoryChange) -> CategoryChange:
        """Return the category as it is meant to stand."""
        return replace(
            held,
            name=text_of(self.name),
            description=text_of(self.description),
            places=self.places.data,
            band=BadgeBand(self.band.data),
            public=self.public.data,
            way_in=WayIn(self.way_in.data),
            per_organisation=self.per_organisation.data,
            colleagues=self.colleagues.data or 0,
            plus_ones=self.plus_ones.data or 0,
            position=self.position.data if self.position.data is not None else held.position,
        )


class ContingentForm(ChangeForm):
    """Places kept for some until a day; what is unused then goes to the lists by their shares."""

    name = LineField(_("Name"), [Needed()], most=120)
    places = IntegerField(_("Reserved places"), [Needed(), Between(0, BIGGEST)])
    country = CountryField(_("For people from"), [Optional()], none=_("all countries"))
    category = SelectField(_("For the category"), [Optional()], choices=[])
    organisation = LineField(_("For the organisation"), [Optional()], most=200)
    per_organisation = IntegerField(
        _("Maximum number of places per organisation"), [Optional(), Between(1, BIGGEST)]
    )
    release_at = DateTimeLocalField(
        _("Unused places are opened to all on"), [Optional()], format="%Y-%m-%dT%H:%M"
    )
    shares = SharesField(
        SharesForm,
        _("Shares of the places opened to all, in percent"),
        description=_(
            "The waiting lists of the categories receive these shares of the unused places, "
            "together 100 percent. Anything a list does not need, or everything where no share is "
            "given, goes to the next person in line."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = categories(db.session(), g.event)
        named = [SelectChoice(category.key, i18n.render(category.name)) for category in offered]
        self.category.choices = [SelectChoice("", _("all categories")), *named]

    @classmethod
    def shown(cls, held: ContingentChange) -> dict[str, object]:
        """Return what the fields show of a contingent, on the event's clock."""
        opened = shown_on_clock(held.release_at, g.event.tzinfo)
        return {**super().shown(held), "release_at": opened, "shares": dict(held.shares)}

    def change(self, _session: Session, event: Event, held: ContingentChange) -> ContingentChange:
        """Return the contingent as it is meant to stand."""
        return replace(
            held,
            name=self.name.data,
            places=self.places.data,
            country=self.country.data or "",
            category=self.category.data or "",
            organisation=self.organisation.data or "",
            per_organisation=self.per_organisation.data,
            release_at=on_clock(self.release_at.data, event.tzinfo, held=held.release_at),
            shares={category.key: share for category, share in self.shares.by_category().items()},
        )


class GuestsForm(Form):
    """People to invite: rows of a table, or addresses as a mail program has them."""

    people = TextAreaField(
        _("People to invite"), [Needed(), AtMost(60_000)], filters=TEXT, render_kw={"rows": 8}
    )
    category = SelectField(_("Category of participation"), [Needed()], choices=[])
    language = SelectField(_("Language of the e-mail"), [Needed()], choices=[])
    always = BooleanField(
        _("The place is guaranteed, even when all are taken or registration is closed")
    )

    @classmethod
    def for_event(cls, categories: Sequence[Category]) -> "GuestsForm":
        """Return the form with the event's categories."""
        form = cls()
        form.category.choices = [
            SelectChoice(category.key, i18n.render(category.name)) for category in categories
        ]
        form.language.choices = [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]
        return form

    def validate_people(self, field: Field) -> None:
        """Refuse lines without an address, naming all of them."""
        rows = rows_of(field.data or "")
        if len(rows) > MOST:
            raise ValidationError(gettext("At most %(most)s people at once.", most=MOST))
        faults = []
        for row in rows:
            try:
                checked(row.address)
            except BadAddress as refusal:
                faults.append(_of_line(row, refusal))
        field.errors = [*field.errors, *faults]

    def guests(self) -> list[tuple[GuestRow, InvitationChange]]:
        """Return the people of the list, each with the line on which they stand."""
        return [
            (
                row,
                InvitationChange(
                    email=row.address,
                    title=row.title,
                    given_name=row.given_name,
                    family_name=row.family_name,
                    organisation=row.organisation,
                    language=self.language.data,
                    always=bool(self.always.data),
                ),
            )
            for row in rows_of(self.people.data or "")
        ]

    def refuse_lines(self, refused: Sequence[tuple[GuestRow, Refusal]]) -> None:
        """Show at the list why nobody of it was invited, line by line."""
        lines = [_of_line(row, refusal) for row, refusal in refused]
        self.people.errors = [gettext("Nobody was invited."), *lines]


def _of_line(row: GuestRow, refusal: Refusal) -> str:
    words = gettext(
        "Line %(number)s, “%(typed)s”: %(fault)s",
        number=row.line,
        typed=row.address[:60],
        fault=i18n.render(refusal.sentence),
    )
    return str(words)


class StillComingForm(Form):
    """Whom to ask whether they still come, and until when they may answer."""

    answer_by = DateTimeLocalField(_("Answer by"), [Needed()], format="%Y-%m-%dT%H:%M")
    categories = SelectMultipleField(
        _("Categories"), choices=[], widget=ListWidget(), option_widget=CheckboxInput()
    )

    @classmethod
    def for_event(cls, categories: Sequence[Category]) -> "StillComingForm":
        """Return the form with the event's categories."""
        form = cls()
        form.categories.choices = [
            SelectChoice(category.key, i18n.render(category.name)) for category in categories
        ]
        return form

    def until(self, zone: ZoneInfo) -> datetime:
        """Return the moment that was typed, meant in the event's zone."""
        typed: datetime = self.answer_by.data
        return on_clock(typed, zone)
