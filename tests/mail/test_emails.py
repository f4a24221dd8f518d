"""Kinds of e-mails: their urgency, who may refuse more, and a catalogue by name."""

import sys
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy.orm import Session

from eventapp.app import EMAILS
from eventapp.errors import Sentence
from eventapp.mail.emails import Catalogue, can_be_refused, facts_of, urgency_of
from eventapp.mail.models import Urgency
from eventapp.paths import resource


@dataclass(frozen=True, slots=True)
class Answer:
    """An e-mail that answers somebody."""

    template: ClassVar[str] = "emails/answer"
    named: ClassVar[Sentence] = Sentence("answer")
    name: str

    def still_holds(self, session: Session) -> bool:  # noqa: ARG002  (as every kind has it)
        """Hold always."""
        return True


@dataclass(frozen=True, slots=True)
class Reminder(Answer):
    """An e-mail that nobody asked for."""

    named: ClassVar[Sentence] = Sentence("reminder")
    urgency: ClassVar[Urgency] = Urgency.MAILING
    refusable: ClassVar[bool] = True


def test_a_kind_that_says_nothing_answers_and_cannot_be_refused() -> None:
    assert (urgency_of(Answer("x")), can_be_refused(Answer("x"))) == (Urgency.ANSWER, False)
    assert (urgency_of(Reminder("x")), can_be_refused(Reminder("x"))) == (Urgency.MAILING, True)


def test_what_is_stored_of_an_e_mail_makes_the_same_one_again() -> None:
    kinds = Catalogue((Answer, Reminder))

    assert kinds.read("Reminder", facts_of(Reminder("Ada"))) == Reminder("Ada")
    assert set(kinds.kinds) == {"Answer", "Reminder"}


def test_kinds_are_found_in_the_modules_that_define_them() -> None:
    assert set(Catalogue.of(sys.modules[__name__]).kinds) == {"Answer", "Reminder"}


def test_every_template_of_an_e_mail_is_of_a_kind_that_is_sent() -> None:
    folder = resource("templates")
    templates = {
        path.relative_to(folder).with_suffix("").as_posix()
        for path in (folder / "emails").glob("*/[!_]*.html")
    }

    assert templates == {kind.template for kind in EMAILS.kinds.values()}
