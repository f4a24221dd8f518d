"""What every form shares: cleaned text, sentences as errors, an idempotency key."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Flask, request
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import FieldList, FormField, HiddenField, StringField, URLField
from wtforms.meta import DefaultMeta
from wtforms.validators import (
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from eventapp import i18n
from eventapp.addresses import is_web_address
from eventapp.errors import Refusal, Sentence
from eventapp.i18n import LazyText, catalogues, gettext, lazy_gettext
from eventapp.idempotency import services
from eventapp.text_search import clean_line, clean_text
from eventapp.web import language_choice


def _filter(clean: Callable[[str], str]) -> Callable[[Any], Any]:
    return lambda value: clean(value) if isinstance(value, str) else value


BUILT_IN = (
    Sentence("Not a valid choice."),
    Sentence("'%(value)s' is not a valid choice for this field."),
    Sentence("Not a valid integer value."),
    Sentence("Not a valid datetime value."),
    Sentence("Number must be between %(min)s and %(max)s."),
    Sentence("Field cannot be longer than %(max)d characters."),
)
"""Sentences that WTForms says itself, so that our catalogues translate them."""

LINE = (_filter(clean_line),)
"""Filters for a field of one line."""

TEXT = (_filter(clean_text),)
"""Filters for a field of several lines."""


class _Meta:
    """Messages of WTForms itself come from our catalogues, too."""

    @staticmethod
    def get_translations(_form: object) -> object:
        return catalogues.translations(i18n.language())


class InnerMeta(_Meta, DefaultMeta):
    """Our own words for the built-in messages in a form that is a field of another."""


class Form(FlaskForm):
    """A form with an idempotency key: a repeated send answers as the first did."""

    class Meta(_Meta, FlaskForm.Meta):
        """Our own words for the built-in messages."""

    on_page: tuple[str, ...] = ()
    """Names of fields in the order of the page, where it differs from that of the class."""
    sent_as = HiddenField(filters=LINE, validators=[Length(max=64)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.sent_as.data:
            self.sent_as.data = secrets.token_urlsafe(16)

    def is_submitted(self) -> bool:
        """Say whether the form is sent to be acted on, not to be shown in another language."""
        return bool(super().is_submitted()) and not language_choice.switches()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; while the language is switched nothing is judged."""
        return not language_choice.switches() and bool(super().validate(extra_validators))

    def is_first(self, session: Session, sender: str, *, now: datetime) -> bool:
        """Say whether this is sent for the first time; both end in a redirect."""
        return not self.send(session, sender, now=now).repeated

    def send(self, session: Session, sender: str, *, now: datetime) -> services.Send:
        """Return this send of the form, new or a repetition; both end in a redirect.

        The same form with other content is another send: who goes back and corrects is heard.
        """
        pairs = sorted(
            field for field in request.form.items(multi=True) if field[0] != "csrf_token"
        )
        body = repr(pairs).encode()
        key, done = self.sent_as.data + hashlib.sha256(body).hexdigest(), HTTPStatus.SEE_OTHER
        return services.begin(session, sender, key, body, now=now, status=done)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal where it belongs: at its field, else above the form."""
        self.refuse_at(refusal.field or "", refusal)

    def refuse_at(self, name: str, refusal: Refusal) -> None:
        """Show a refusal at the field of that name, else above the form."""
        text = i18n.render(refusal.sentence)
        field = self._fields.get(name)
        if field is None:
            self.form_errors.append(text)
        else:
            field.errors = [*field.errors, text]


class Needed(InputRequired):
    """The field must hold something other than blanks; the message says so in our words."""

    def __init__(self, message: str | LazyText | None = None) -> None:
        super().__init__(message or lazy_gettext("This is still missing."))

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop with the message when nothing but blanks was given."""
        if not field.raw_data or not field.data or not str(field.data).strip():
            field.errors[:] = []
            raise StopValidation(str(self.message))


class AtMost(Length):
    """The text is at most that long; over-long text is flagged, never cut."""

    def __init__(self, characters: int) -> None:
        super().__init__(max=characters)
        self.field_flags = {"maxlength": characters}

    def __call__(self, _form: Any, field: Any) -> None:
        """Refuse with the number of characters there are and may be."""
        length = len(field.data or "")
        if length > self.max:
            raise ValidationError(
                gettext(
                    "This is %(length)s characters long; at most %(most)s are possible.",
                    length=length,
                    most=self.max,
                )
            )


class Between(NumberRange):
    """The number lies within bounds; one too large for a float lies outside, too."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what lies outside, however long it is."""
        try:
            super().__call__(form, field)
        except OverflowError:
            raise ValidationError(
                gettext("Number must be between %(min)s and %(max)s.", min=self.min, max=self.max)
            ) from None


class LineField(StringField):
    """A single-line text of at most `most` characters."""

    def __init__(
        self, label: Any = None, validators: Any = (), *, most: int = 120, **kw: Any
    ) -> None:
        super().__init__(label, [*validators, AtMost(most)], filters=LINE, **kw)


class WebAddressField(URLField):
    """An address of the web of at most `most` characters; its `https://` need not be typed."""

    def __init__(self, label: Any = None, *, most: int, **kw: Any) -> None:
        checks = [Optional(), AtMost(most), _web_address]
        super().__init__(label, checks, filters=(*LINE, _filter(_with_scheme)), **kw)

    def _value(self) -> str:
        """Return what was typed, as it was typed, as long as the form comes back."""
        return str(self.raw_data[0]) if self.raw_data else super()._value()


def _with_scheme(typed: str) -> str:
    return f"https://{typed}" if typed and "://" not in typed else typed


def _web_address(_form: object, field: Any) -> None:
    if not is_web_address(field.data):
        raise ValidationError(i18n.render(NO_WEB_ADDRESS))


NO_WEB_ADDRESS = Sentence("A web address is expected here, such as https://example.org.")


def own_faults(field: Any) -> list[Any]:
    """Return what is wrong with a list of rows as such, beside the faults in its rows."""
    return [error for error in field.errors if not isinstance(error, dict | list | tuple)]


def wrong_fields(form: Form) -> list[Any]:
    """Return the fields with faults in the order of the page, those of a group one by one."""
    wrong: list[Any] = []
    for field in form:
        if isinstance(field, FieldList):
            wrong += [part for row in field for part in row.form if part.errors]
            wrong += [field] if own_faults(field) else []
        elif isinstance(field, FormField):
            wrong += [part for part in field.form if part.errors]
        elif field.errors:
            wrong.append(field)
    order = {name: place for place, name in enumerate(form.on_page)}
    return sorted(wrong, key=lambda field: order.get(field.short_name, len(order)))


def install(app: Flask) -> None:
    """Give templates what they need to show a form's faults."""
    app.jinja_env.filters["wrong_fields"] = wrong_fields
    app.jinja_env.filters["own_faults"] = own_faults
