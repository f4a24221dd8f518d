"""Proposals for the programme: read and decided; their authors are written to by an organiser."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.api import answers
from eventapp.api.answers import Beside, dumped
from eventapp.api.blueprint import READ, WRITE, bp
from eventapp.api.description import KEY, TAGGED, VERSION_IF_KNOWN, described
from eventapp.api.idempotency import match, once
from eventapp.api.pages import page_of
from eventapp.api.schemas.proposals import (
    ListOfProposalsSchema,
    ProposalListSchema,
    ProposalSchema,
)
from eventapp.audiences.tokens import actor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.orm import lock_row
from eventapp.speakers.errors import NoSuchProposal
from eventapp.speakers.models import Proposal, ProposalState
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services import deciding
from eventapp.web.access import Audience, open_to

ACTS = {
    "accept": ProposalState.ACCEPTED,
    "decline": ProposalState.DECLINED,
    "reopen": ProposalState.SUBMITTED,
}


def _find(event: Event, public_id: str) -> Proposal:
    proposal = queries.read_proposal(db.session(), event, public_id)
    if proposal is None:
        raise NoSuchProposal
    return proposal


def _beside(proposals: Sequence[Proposal]) -> list[Beside]:
    """Return proposals with what is known beside each."""
    authors = queries.authors_of(db.session(), proposals)
    figures = queries.figures_of(db.session(), proposals)
    rows = []
    for proposal in proposals:
        scores, mean = figures.get(proposal.id, (0, None))
        known = {"scores": scores, "mean": mean, "session": proposal.session_public_id or None}
        rows.append(Beside(proposal, co_authors=authors.get(proposal.id, ()), **known))
    return rows


def _answer(event: Event, proposal: Proposal) -> Response:
    (row,) = _beside([proposal])
    return answers.answer(ProposalSchema, event, row, version=proposal.version)


@bp.route("/events/<event:event>/proposals")
@described(404, 422)
@open_to(Audience.TOKEN, READ)
@bp.arguments(ProposalListSchema, location="query")
@bp.response(200, ListOfProposalsSchema)
def list_proposals(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """List what was proposed, oldest first; drafts are their authors' alone."""
    state = ProposalState(asked["state"]) if "state" in asked else None
    return page_of(
        event,
        ("proposals", asked.get("state", "")),
        asked,
        read=lambda cursor, most: queries.after(
            db.session(), event, state, cursor=cursor, most=most
        ),
        key=lambda proposal: proposal.id,
        tell=lambda page: dumped(ProposalSchema, event, _beside(page)),
    )


@bp.route("/events/<event:event>/proposals/<proposal_id>")
@described(404)
@open_to(Audience.TOKEN, READ)
@bp.response(200, ProposalSchema, headers=TAGGED)
def read_proposal(event: Event, proposal_id: str) -> ResponseReturnValue:
    """Read one proposal."""
    return _answer(event, _find(event, proposal_id))


@bp.route(
    "/events/<event:event>/proposals/<proposal_id>/<any(accept, decline, reopen):act>",
    methods=["POST"],
)
@described(404, 409, 412, headers=[VERSION_IF_KNOWN, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.response(200, ProposalSchema, headers=TAGGED)
def decide_proposal(event: Event, proposal_id: str, act: str) -> ResponseReturnValue:
    """Accept, decline or reopen a proposal; nobody is written to until an organiser sends it."""

    def do() -> Response:
        proposal = _find(event, proposal_id)
        if request.if_match:
            lock_row(db.session(), proposal)
            match(proposal.version)
        deciding.decide(db.session(), [proposal], ACTS[act], by=actor(), now=clock.now())
        db.session().flush()
        return _answer(event, proposal)

    return once(event, do)
