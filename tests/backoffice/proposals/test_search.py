"""How the list of proposals is asked for: nonsense counts as not asked."""

import pytest
from flask import Flask

from eventapp.agenda.models import SessionKind
from eventapp.backoffice.proposals.search import asked
from eventapp.speakers.models import ProposalState
from eventapp.speakers.queries.proposal_list import ProposalOrder, ProposalSearch

pytestmark = pytest.mark.on_sqlite


def test_what_is_asked_is_read_from_the_address(app: Flask) -> None:
    query = "?q=data&state=accepted&kind=talk&language=fr&unread=1&order=newest&page=3"
    with app.test_request_context(query):
        search = asked(7)

    assert search == ProposalSearch(
        typed="data",
        state=ProposalState.ACCEPTED,
        kind=SessionKind.TALK,
        language="fr",
        unread_by=7,
        order=ProposalOrder.NEWEST,
        page=3,
    )


def test_nonsense_counts_as_not_asked(app: Flask) -> None:
    with app.test_request_context("?state=x&kind=y&language=zz&order=up&page=-1"):
        assert asked(7) == ProposalSearch()
