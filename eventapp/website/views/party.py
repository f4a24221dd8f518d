"""A participant's party: colleagues and companions whom they register beside themselves."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.audiences.participants import own
from eventapp.badges import queries as badges
from eventapp.badges.codes import shown
from eventapp.badges.services import issue_with_place
from eventapp.composition import settings
from eventapp.documents.qr import badge_svg
from eventapp.errors import NotFound, Refusal, Sentence
from eventapp.events.models import Event
from eventapp.events.queries import registration_is_open
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.registration import queries
from eventapp.registration.models import ENDED, Bond, PartyMember, Registration, State
from eventapp.registration.services import parties as services
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.website.actor import actor_of
from eventapp.website.blueprint import bp
from eventapp.website.forms.party import MemberForm, PartForm

STANDING = {
    State.CONFIRMED: ("ok", "check", Sentence("has a place")),
    State.OFFERED: ("info", "mail", Sentence("is offered a place")),
    State.WAITING: ("warn", "wait", Sentence("is on the waiting list")),
    State.PENDING: ("warn", "wait", Sentence("awaiting approval")),
    State.DECLINED: ("bad", "cross", Sentence("no place available")),
    State.CANCELLED: ("bad", "cross", Sentence("gave up the place")),
}
PARTED = ("info", "check", Sentence("registration managed by the participant"))
WRITTEN = ("info", "mail", Sentence("has received an e-mail and not opened it yet"))


def standing(member: PartyMember) -> tuple[str, str, Sentence]:
    """Return what the host learns of somebody: all of it only once the e-mail was opened.

    Whose address was registered before looks like somebody who has not opened the e-mail.
    """
    made = member.registration
    if member.parted_at is not None:
        return PARTED
    if made is None or (made.email is not None and made.link_opened_at is None):
        return WRITTEN
    return STANDING[made.state]


@bp.route("/<event:event>/my/party", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
@limited("60 per hour")
def party(event: Event) -> ResponseReturnValue:
    """Show whom the participant registered; register one more."""
    host = own()
    left = queries.places_in_party(db.session(), host)
    form = MemberForm.beside(host, left)
    if form.validate_on_submit():
        try:
            _add(event, host, form)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            name = f"{form.given_name.data or ''} {form.family_name.data}".strip()
            flash(_("%(name)s is registered. The e-mail is on its way.", name=name))
            return redirect(url_for(".party", event=event), 303)
    return page(
        "website/party.html",
        422 if form.is_submitted() else 200,
        event=event,
        mine=host,
        form=form,
        left=left,
        Bond=Bond,
        open_now=registration_is_open(event, clock.now()) and host.state not in ENDED,
        members=[
            (member, standing(member), services.may_take_back(member))
            for member in queries.party_of(db.session(), host)
        ],
    )


def _add(event: Event, host: Registration, form: MemberForm) -> None:
    now = clock.now()
    if not form.is_first(db.session(), f"party {host.id}", now=now):
        return
    member = services.add(
        db.session(),
        host,
        event,
        Bond(form.bond.data),
        form.details(host),
        by=actor_of(host),
        now=now,
    )
    if member.registration is not None:
        keys = settings().keys_dir
        issue_with_place(db.session(), event, member.registration, keys, now=now)


def _member(public_id: str) -> PartyMember:
    """Return one member of the participant's own party."""
    member = _member_ever(public_id)
    if member.ended_at is not None:
        raise _nobody()
    return member


def _member_ever(public_id: str) -> PartyMember:
    """Return somebody of the participant's own party, also whose place was withdrawn already."""
    member = queries.member_of(db.session(), own(), public_id)
    if member is None:
        raise _nobody()
    return member


def _nobody() -> NotFound:
    return NotFound(Sentence("You have not registered anybody of this name."))


@bp.route("/<event:event>/my/party/<public_id>", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
def party_member(event: Event, public_id: str) -> ResponseReturnValue:
    """Show the code of somebody without an own address; let the place stand alone."""
    member, form = _member(public_id), PartForm()
    if form.validate_on_submit():
        try:
            services.part(
                db.session(),
                member,
                event,
                form.email.data,
                by=actor_of(own()),
                now=clock.now(),
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
            member = _member(public_id)
        else:
            flash(_("The registration is now independent. Its new link is on its way."))
            return redirect(url_for(".party", event=event), 303)
    made = member.registration
    own_code = made is not None and made.email is None and made.state is State.CONFIRMED
    badge = None
    if own_code and made is not None:
        badge = badges.own(db.session(), made)
    return page(
        "website/party_member.html",
        422 if form.is_submitted() else 200,
        event=event,
        member=member,
        form=form,
        standing=standing(member),
        may_take_back=services.may_take_back(member),
        may_part=made is not None and member.parted_at is None and made.state not in ENDED,
        Bond=Bond,
        made_soon=own_code and badge is None,
        qr=badge_svg(badge.token, label=_("The code for the entrance")) if badge else None,
        fallback=shown(badge.fallback) if badge else "",
    )


@bp.post("/<event:event>/my/party/<public_id>/take-back")
@open_to(Audience.REGISTERED)
def take_back_member(event: Event, public_id: str) -> ResponseReturnValue:
    """Give the place of somebody back whom the participant registered; pressed twice, once."""
    member = _member_ever(public_id)
    services.take_back(db.session(), member, event, by=actor_of(own()), now=clock.now())
    db.session().commit()
    flash(_("The place of %(name)s has been withdrawn.", name=member.name))
    return redirect(url_for(".party", event=event), 303)


@bp.post("/<event:event>/my/party/leave")
@open_to(Audience.REGISTERED)
def leave_party(event: Event) -> ResponseReturnValue:
    """Let a companion keep the place whatever their host does."""
    mine = own()
    services.leave(db.session(), mine, by=actor_of(mine), now=clock.now())
    db.session().commit()
    flash(_("Your registration is now independent."))
    return redirect(url_for(".my_registration", event=event), 303)
