"""What the team types about proposals: the call, and what one member thinks of a proposal."""

from dataclasses import replace
from typing import Any

from flask import g
from sqlalchemy.orm import Session
from wtforms import BooleanField, DateTimeLocalField, FormField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.agenda.render import KINDS
from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.languages import languages_field
from eventapp.forms.records import Text3, text_of
from eventapp.i18n import lazy_gettext as _
from eventapp.moments import on_clock, shown_on_clock
from eventapp.speakers.models import BEST, ProposalReview
from eventapp.speakers.services.calls import OFFERED, CallChange
from eventapp.web.forms import TEXT, AtMost, Form

CLOCK = "%Y-%m-%dT%H:%M"


class CallForm(ChangeForm):
    """The call for contributions."""

    active = BooleanField(_("Proposals can be submitted"))
    closes_at = DateTimeLocalField(
        _("Deadline"),
        [Optional()],
        format=CLOCK,
        description=_(
            "Until then proposals can be submitted and changed. If it stays empty, there is no "
            "deadline."
        ),
    )
    kinds = languages_field(
        _("What can be proposed"), description=_("At least one kind of session.")
    )
    text = FormField(
        Text3, _("What you are looking for"), description=_("It is shown above the form.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds.choices = [
            SelectChoice(kind.value, i18n.render(KINDS[kind.value])) for kind in OFFERED
        ]

    @classmethod
    def shown(cls, held: CallChange) -> dict[str, object]:
        """Return what the fields show of a call, on the event's clock."""
        return {
            **super().shown(held),
            "closes_at": shown_on_clock(held.closes_at, g.event.tzinfo),
            "kinds": [kind.value for kind in held.kinds],
        }

    def change(self, _session: Session, event: Event, held: CallChange) -> CallChange:
        """Return the call as it is meant to stand."""
        chosen = self.kinds.data or []
        return replace(
            held,
            active=bool(self.active.data),
            closes_at=on_clock(self.closes_at.data, event.tzinfo, held=held.closes_at),
            kinds=tuple(kind for kind in OFFERED if kind.value in chosen),
            text=text_of(self.text),
        )


class ReviewForm(Form):
    """A member's own score and comment."""

    score = SelectField(_("Score"), [Optional()], choices=[])
    comment = TextAreaField(_("Comment for the team"), [Optional(), AtMost(2000)], filters=TEXT)

    @classmethod
    def of(cls, review: ProposalReview | None) -> "ReviewForm":
        """Return the form with what the member thought before."""
        held = {} if review is None else {"score": review.score, "comment": review.comment}
        form = cls(data=held)
        form.score.choices = [
            SelectChoice("", "–"),
            *(SelectChoice(str(score), i18n.format_number(score)) for score in _best_first()),
        ]
        if not form.is_submitted():
            form.score.data = str(held.get("score") or "")
        return form

    @property
    def score_given(self) -> int | None:
        """Return the score, None where none is given."""
        return int(self.score.data) if self.score.data else None


def _best_first() -> range:
    return range(BEST, 0, -1)
