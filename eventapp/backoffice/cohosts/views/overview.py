"""A host's overview: its places, what is to do, its sessions, desk, texts and team."""

from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.accounts import queries as accounts
from eventapp.agenda.models import ProposalOfTimeState
from eventapp.agenda.queries import hosting
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.delegation_labels import DELEGATE_WORDS
from eventapp.backoffice.cohosts.own import ACTING, missing_languages, own_host
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.directory import HOST_LEVELS
from eventapp.people import queries as people
from eventapp.registration.queries import delegations
from eventapp.speakers.open_points import in_words
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.delegations import DelegateState, delegates, missing_of_speakers


@bp.get("/<event:event>/manage/cohosts/<int:host_id>/")
@open_to(Audience.MEMBER, *ACTING)
def cohost(event: Event, host_id: int) -> ResponseReturnValue:
    """Show a host's part of the event, and what is to do about it."""
    host = own_host(host_id)
    session, organisation = db.session(), host.organisation
    items = hosting.hosted_sessions(session, organisation)
    rows = delegates(session, event, organisation)
    return page(
        "backoffice/cohosts/cohost.html",
        event=event,
        host=host,
        level=HOST_LEVELS[host.level],
        quota=delegations.quota(session, organisation),
        delegates=rows,
        due=[row for row in rows if row.state.asks_for_an_act],
        DelegateState=DelegateState,
        WORDS=DELEGATE_WORDS,
        items=items,
        proposals=hosting.newest_proposals(session, items),
        TimeState=ProposalOfTimeState,
        owed=missing_of_speakers(session, event, organisation, now=clock.now()),
        in_words=in_words,
        missing=missing_languages(host),
        desks=people.desks_of(session, organisation),
        new=accounts.never_signed_in(session, [member.user_id for member in host.members]),
    )
