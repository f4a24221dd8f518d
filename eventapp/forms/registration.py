"""The sign-up form, made for one event: fixed fields, its questions, its consents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp import i18n
from eventapp.accounts.addresses import checked
from eventapp.accounts.errors import BadAddress
from eventapp.events.models import Category, Event
from eventapp.forms.changing import ChangeForm
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.registration.models import Consent, Question, QuestionKind
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.web import language_choice
from eventapp.web.country_field import CountryField
from eventapp.web.forms import LINE, TEXT, AtMost, Form, LineField, Needed


class _Chosen(Needed):
    """A choice was made; the browser's own check is enough of a hint."""


class PersonForm(Form):
    """Who somebody is: the part of the form that can be corrected later."""

    given_name = LineField(_("Given name"), [Optional()], most=80)
    family_name = LineField(_("Family name"), [Needed()], most=80)
    title = LineField(_("Title"), [Optional()], most=60)
    organisation = LineField(_("Organisation"), [Optional()], most=200)
    country = CountryField(_("Country"), [Optional()])
    language = SelectField(_("Language of our e-mails"), [Needed()], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]
        for field, autocomplete in (
            (self.given_name, "given-name"),
            (self.family_name, "family-name"),
            (self.title, "honorific-prefix"),
            (self.organisation, "organization"),
            (self.country, "country"),
        ):
            field.render_kw = {"autocomplete": autocomplete, **(field.render_kw or {})}

    def person(self, held: RegistrationChange) -> RegistrationChange:
        """Return somebody as they are meant to stand; the address stays."""
        return replace(
            held,
            title=self.title.data or "",
            given_name=self.given_name.data or "",
            family_name=self.family_name.data,
            organisation=self.organisation.data or "",
            country=self.country.data or "",
            language=self.language.data,
        )


class _WithAddress(Form):
    """An address an e-mail must reach."""

    email = EmailField(
        _("E-mail address"),
        [Needed(), AtMost(254)],
        filters=LINE,
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )

    def validate_email(self, field: Field) -> None:
        """Refuse what no e-mail can reach, in our words."""
        try:
            field.data = checked(field.data or "")
        except BadAddress as refusal:
            raise ValidationError(i18n.render(refusal.sentence)) from refusal


class _WithCode(Form):
    """The six digits of the e-mail, as a fresh proof."""

    code = StringField(
        _("Code from the e-mail"),
        [Needed(), AtMost(20)],
        filters=LINE,
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )


class CodeForm(Form):
    """The code that opens a category to those who were told it."""

    access_code = LineField(_("Your code"), [Needed()], most=60, render_kw={"autocomplete": "off"})


class AddressForm(_WithCode, _WithAddress):
    """Another address for the e-mails."""


class HandOverForm(_WithCode, _WithAddress, PersonForm):
    """Who comes instead."""

    def new_holder(self) -> RegistrationChange:
        """Return what was typed."""
        return replace(self.person(RegistrationChange()), email=self.email.data)


class EditForm(PersonForm, ChangeForm):
    """Corrections by the participant or an organiser."""

    def change(
        self, _session: Session, _event: Event, held: RegistrationChange
    ) -> RegistrationChange:
        """Return the registration as it is meant to stand."""
        return self.person(held)


class AskedForm(Form):
    """The event's questions and consents; build it with `of`."""

    asked: Sequence[Question] = ()
    consents: Sequence[Consent] = ()

    @classmethod
    def of(cls, questions: Sequence[Question], consents: Sequence[Consent], **data: Any) -> Any:
        """Return the form with these questions and consents beside its own fields."""
        fields: dict[str, object] = {"asked": questions, "consents": consents}
        fields |= {f"q_{question.key}": _question_field(question) for question in questions}
        fields |= {f"consent_{consent.key}": _consent_field(consent) for consent in consents}
        return type(f"{cls.__name__}OfEvent", (cls,), fields)(**data)

    def question_fields(self) -> list[tuple[Question, Field]]:
        """Return the questions with their fields."""
        return [(question, self[f"q_{question.key}"]) for question in self.asked]

    def consent_fields(self) -> list[tuple[Consent, Field]]:
        """Return the consents with their fields."""
        return [(consent, self[f"consent_{consent.key}"]) for consent in self.consents]

    def answers(self) -> dict[str, Sequence[str]]:
        """Return what was answered, by question; nothing of what their category is not asked."""
        pairs = self.question_fields()
        return {
            question.key: _answer(field) for question, field in pairs if _concerns(self, question)
        }

    def agreed(self) -> frozenset[str]:
        """Return the keys of the consents given."""
        return frozenset(consent.key for consent, field in self.consent_fields() if field.data)


class SignUpForm(AskedForm, _WithAddress, PersonForm):
    """Everything a visitor gives to take a place; build it with `for_event`."""

    category = RadioField(
        _("Your category"), [_Chosen(_("Please choose one of the categories shown."))], choices=[]
    )
    on_page = (
        "category",
        "given_name",
        "family_name",
        "title",
        "organisation",
        "country",
        "email",
        "language",
    )

    @classmethod
    def for_event(
        cls,
        categories: Sequence[Category],
        questions: Sequence[Question],
        consents: Sequence[Consent],
        *,
        typed: MultiDict[str, str] | None = None,
    ) -> "SignUpForm":
        """Return the form with the event's categories, their questions, and the consents.

        `typed` fills it with what it held when it was sent before.
        """
        asked = [question for question in questions if any(map(question.is_for, categories))]
        before = {} if typed is None else {"formdata": typed}
        form: SignUpForm = cls.of(asked, consents, language=i18n.language(), **before)
        form.category.choices = [
            SelectChoice(category.key, i18n.render(category.name)) for category in categories
        ]
        if language_choice.switches() and form.language.data == language_choice.former_language():
            form.language.data = i18n.language()  # nobody chose another for the e-mails
        if len(categories) == 1 and not form.category.data:
            form.category.data = categories[0].key
        return form

    def details(self) -> RegistrationChange:
        """Return what was typed."""
        return replace(
            self.person(RegistrationChange()),
            email=self.email.data,
            answers=self.answers(),
            consents=self.agreed(),
        )


def _answer(field: Field) -> Sequence[str]:
    if isinstance(field.data, list):
        return field.data
    if isinstance(field.data, bool):
        return ["yes"] if field.data else []
    return [field.data] if field.data else []


def _concerns(form: Form, question: Question) -> bool:
    """Say whether the question is for the category chosen in the form, if one is chosen there."""
    chosen = form["category"].data if "category" in form else None
    return not (chosen and question.only_for) or chosen in {
        category.key for category in question.only_for
    }


class _NeededOfCategory(Needed):
    """An answer is needed of the categories that are asked; others may leave it out."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def __call__(self, form: Any, field: Any) -> None:
        """Stop where nothing is given; that is a fault in the categories asked alone."""
        if _concerns(form, self.question):
            super().__call__(form, field)
        elif not field.data:
            field.errors[:] = []
            raise StopValidation


def _question_field(question: Question) -> Any:
    label = i18n.render(question.label)
    rule = [_NeededOfCategory(question)] if question.required else [Optional()]
    choices = [SelectChoice(choice.key, i18n.render(choice.label)) for choice in question.choices]
    if question.kind is QuestionKind.LONG_TEXT:
        return TextAreaField(label, [*rule, AtMost(2000)], filters=TEXT)
    if question.kind is QuestionKind.CHOICE:
        return RadioField(label, rule, choices=choices)
    if question.kind is QuestionKind.CHOICES:
        return SelectMultipleField(
            label, rule, choices=choices, widget=ListWidget(), option_widget=CheckboxInput()
        )
    if question.kind is QuestionKind.YES_NO:
        return BooleanField(label)
    return LineField(label, rule, most=500)


def _consent_field(consent: Consent) -> Any:
    rule = [Needed(_("Please tick this box to continue."))] if consent.required else []
    return BooleanField(i18n.render(consent.text), rule)
