"""What somebody writes of a proposal: rows without a name are nobody, a draft needs an address."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from eventapp.speakers.models import CallForProposals
from eventapp.speakers.services.proposals import CoAuthor, ProposalChange
from eventapp.website.forms.proposals import ProposalForm
from tests.factories.proposals import written

pytestmark = pytest.mark.on_sqlite

WHOLE = {
    "headline": "Data",
    "abstract": "What it is about",
    "kind": "talk",
    "language": "de",
    "family_name": "Curie",
    "email": "zoe@example.org",
}


@pytest.fixture
def call() -> CallForProposals:
    """Return a call for talks."""
    return CallForProposals(event_id=1, active=True, kinds=["talk"])


def sent(app: Flask, call: CallForProposals, **fields: Any) -> tuple[bool, set[str], ProposalForm]:
    """Return whether the form is taken, which fields are wrong, and the form."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", data=fields):
        form = ProposalForm.of_call(call, None)
        return form.validate(), set(form.errors), form


def test_a_draft_needs_an_address_and_a_proposal_all_of_it(
    app: Flask, call: CallForProposals
) -> None:
    nothing = {"kind": "talk", "language": "de", "email": "zoe@example.org"}

    assert sent(app, call, **nothing, act="draft")[0]
    assert sent(app, call, **nothing, act="submit")[1] == {"headline", "abstract", "family_name"}
    assert sent(app, call, **WHOLE, act="submit")[0]
    assert sent(app, call, **{**WHOLE, "email": "zoe"}, act="draft")[1] == {"email"}
    assert sent(app, call, **{**WHOLE, "kind": "break"}, act="submit")[1] == {"kind"}


def test_rows_without_a_family_name_are_nobody(
    app: Flask, session: Session, call: CallForProposals
) -> None:
    rows = {"co_authors-0-given_name": "Ada", "co_authors-1-family_name": "Lee"}
    *_rest, form = sent(app, call, **WHOLE, **rows)

    with app.test_request_context():
        change = form.change(session, Event.__new__(Event), ProposalChange())
    assert change.co_authors == (CoAuthor(family_name="Lee"),)


def test_a_kind_that_is_no_longer_asked_for_stays_where_it_was_chosen(
    app: Flask, call: CallForProposals
) -> None:
    with app.test_request_context():
        form = ProposalForm.of_call(call, written(kind=SessionKind.WORKSHOP))

    assert [choice.value for choice in form.kind.choices] == ["talk", "workshop"]
