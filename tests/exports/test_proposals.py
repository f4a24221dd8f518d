"""The table of proposals: everything the team may read, and no draft."""

from sqlalchemy.orm import Session

from eventapp.exports import proposals
from eventapp.speakers.services.deciding import review
from eventapp.speakers.services.proposals import CoAuthor
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.proposals import make_call, make_draft, make_proposal
from tests.factories.registrations import SOMEBODY


def test_a_row_tells_a_proposal_with_its_people_and_its_figures(session: Session) -> None:
    event = make_event(session)
    make_call(session, event)
    others = (CoAuthor(given_name="Ada", family_name="Weiß"),)
    proposal = make_proposal(session, event, co_authors=others)
    make_draft(session, event)
    review(session, proposal, make_member(session, event), score=3, comment="", by=SOMEBODY,
           now=NOON)  # fmt: skip

    heads, row = proposals.rows(session, event)

    cells = dict(zip(heads, row, strict=True))
    assert cells["co_authors"] == "Ada Weiß"
    assert (cells["scores"], cells["mean"], cells["state"]) == ("1", "3.00", "submitted")
