"""The list of proposals at the size of a busy call."""

from sqlalchemy import insert, select

from eventapp import clock
from eventapp.accounts.models import User
from eventapp.bench.cases.programme import asked
from eventapp.bench.measure import Figure
from eventapp.bench.world import EVENT, world
from eventapp.journal.services import SYSTEM
from eventapp.speakers.models import ProposalReview
from eventapp.speakers.services.calls import CallChange, change_call
from eventapp.speakers.services.proposals import ProposalChange, submit_new

PROPOSALS, LOOKS = 500, 40


def proposals() -> list[Figure]:
    """Measure the list of 500 proposals with 1,000 scores: a page, a search, by spread."""
    with world() as here:
        with here.session() as (session, event):
            now = clock.now()
            change_call(session, event, CallChange(active=True), by=SYSTEM, now=now)
            ids = []
            for number in range(PROPOSALS):
                change = ProposalChange(
                    headline=f"Wasserstoff in Clustern und Pôles, Teil {number}",
                    abstract="Was gelang und was nicht. " * 20,
                    family_name=f"Müller-Lefèvre {number % 40}",
                    organisation="Pôle Systematic",
                    email=f"proposal{number}@example.org",
                )
                ids.append(submit_new(session, event, change, now=now).id)
            users = session.scalars(select(User.id).limit(2)).all()
            scores = [
                {
                    "proposal_id": number,
                    "user_id": user,
                    "score": 1 + (number * (place + 3)) % 5,
                    "comment": "",
                    "reviewed_at": now,
                }
                for number in ids
                for place, user in enumerate(users)
            ]
            session.execute(insert(ProposalReview), scores)
        with here.served() as running:
            client, page = here.organiser(running), f"{EVENT}/manage/proposals"
            return [
                asked(running, "proposals, a page", client, page, LOOKS),
                asked(running, "proposals, searched", client, f"{page}?q=teil+42", LOOKS),
                asked(running, "proposals, by spread", client, f"{page}?order=disputed", LOOKS),
            ]
