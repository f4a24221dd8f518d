"""One's own account: where one works, the way there, and where one is signed in."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.accounts import queries as accounts
from eventapp.events import queries as events
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.website.blueprint import bp

WORKPLACES = {
    Role.ORGANISER: "backoffice.dashboard",
    Role.AGENDA: "backoffice.agenda_editor",
    Role.DESK: "backoffice.registrations",
    Role.CARE: "backoffice.dashboard",
    Role.GATE: "backoffice.entrances",
    Role.COHOST: "backoffice.dashboard",
}
"""Each role's page with its work, the most powerful role first."""


def workplace(event: Event, role: Role) -> str:
    """Return the address of the page on which a role's work is done."""
    return url_for(WORKPLACES[role], event=event)


@bp.get("/account")
@open_to(Audience.SIGNED_IN)
def account() -> ResponseReturnValue:
    """Show where one works and where one is signed in."""
    viewer = access.viewer()
    return page(
        "website/account.html",
        viewer=viewer,
        roles=events.events_of(db.session(), viewer.id),
        workplace=workplace,
        scanning=Role.GATE,
        sign_ins=accounts.sign_ins(db.session(), viewer.id, clock.now()),
        zone=str(i18n.zone()),
    )


@bp.get("/account/start")
@open_to(Audience.SIGNED_IN)
def start() -> ResponseReturnValue:
    """Lead to one's work: at the event of the invitation, at the only one, else to the list."""
    now, slug = clock.now(), request.args.get("event")
    mine = events.events_of(db.session(), access.viewer().id)
    at_hand = [event_and_role for event_and_role in mine if event_and_role[0].slug == slug] or [
        event_and_role for event_and_role in mine if not event_and_role[0].is_over(now)
    ]
    shown = at_hand or mine
    if len({event.id for event, _role in shown}) != 1:
        return redirect(url_for(".account"))
    order = list(WORKPLACES)
    event, role = min(shown, key=lambda event_and_role: order.index(event_and_role[1]))
    return redirect(workplace(event, role))
