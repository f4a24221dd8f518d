"""The people of an event: its directory, and the team with its invitations."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts import queries as accounts
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.records.sections import DIRECTORY
from eventapp.changes import ChangedByBoth, seen_in
from eventapp.errors import Invalid, Refusal, Sentence
from eventapp.events import queries as events
from eventapp.events import services as event_services
from eventapp.events.models import Event, Membership, Role
from eventapp.events.services import MembershipChange, change_membership
from eventapp.extensions import db
from eventapp.forms.changing import opened, sealed
from eventapp.forms.kinds import KINDS
from eventapp.forms.records import ROLES, InviteForm
from eventapp.i18n import gettext as _
from eventapp.journal.services import Actor
from eventapp.people import queries as people
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import event_changes


@bp.get("/<event:event>/manage/people")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.AGENDA)
def directory(event: Event) -> ResponseReturnValue:
    """Show hosts, persons, organisations and desks, and the team."""
    return _directory(event, InviteForm())


def _directory(event: Event, form: InviteForm) -> ResponseReturnValue:
    team = events.team(db.session(), event)
    return page(
        "backoffice/team/directory.html",
        422 if form.errors else 200,
        event=event,
        form=form,
        kinds=[
            (kind, len(kind.listed(db.session(), event)))
            for kind in map(KINDS.get, DIRECTORY)
            if kind
        ],
        team=team,
        seen={
            membership.id: sealed(seen_in(MembershipChange.of(membership))) for membership in team
        },
        new=accounts.never_signed_in(db.session(), [membership.user_id for membership in team]),
        links=accounts.open_invitations(
            db.session(), event_services.invited_to(event), now=clock.now()
        ),
        ROLES=ROLES,
    )


@bp.post("/<event:event>/manage/team")
@open_to(Audience.MEMBER, Role.ORGANISER)
def invite(event: Event) -> ResponseReturnValue:
    """Invite somebody to work on the event."""
    form = InviteForm()
    if form.validate():
        try:
            event_services.invite(
                db.session(),
                event,
                form.email.data,
                Role(form.role.data),
                name=form.name.data,
                language=form.language.data,
                by=actor(),
                now=clock.now(),
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("The invitation is on its way."))
            return redirect(url_for(".directory", event=event), 303)
    return _directory(event, form)


@bp.post("/<event:event>/manage/team/<int:membership_id>/role")
@open_to(Audience.MEMBER, Role.ORGANISER)
def change_role(event: Event, membership_id: int) -> ResponseReturnValue:
    """Give a member another task in one step."""
    membership = events.membership(db.session(), event, membership_id) or abort(404)
    role = next((known for known in ROLES if known.value == request.form.get("role")), None)
    if role is None or membership.role not in ROLES:
        raise Invalid(Sentence("Please choose one of the roles shown."), field="role")
    name = membership.user.name or membership.user.email
    change = replace(MembershipChange.of(membership), role=role)
    seen = opened(request.form.get("seen", ""))
    try:
        change_membership(db.session(), membership, change, seen=seen, by=actor(), now=clock.now())
        db.session().commit()
    except ChangedByBoth as clash:
        given = ROLES.get(clash.stands.role, "")
        db.session().rollback()
        flash(
            _(
                "Somebody else has given %(name)s the role “%(role)s” in the meantime. Nothing has "
                "been changed. Choose again if it should be another one.",
                name=name,
                role=given,
            )
        )
    else:
        flash(_("%(name)s now has the role “%(role)s”.", name=name, role=ROLES[role]))
    return redirect(url_for(".directory", event=event), 303)


@bp.post("/<event:event>/manage/team/<int:membership_id>/invite")
@open_to(Audience.MEMBER, Role.ORGANISER)
def invite_again(event: Event, membership_id: int) -> ResponseReturnValue:
    """Send the link once more to somebody who has not come yet; the former one ends."""
    membership = events.membership(db.session(), event, membership_id) or abort(404)
    organisations = (host.organisation for host in people.hosts(db.session(), event))
    host = next(
        (
            organisation.called(membership.user.language)
            for organisation in organisations
            if organisation.id == membership.organisation_id
        ),
        "",
    )
    event_services.invite_again(
        db.session(), event, membership, host=host, by=actor(), now=clock.now()
    )
    db.session().commit()
    flash(_("The invitation is on its way."))
    return redirect(url_for(".directory", event=event), 303)


@bp.post("/<event:event>/manage/team/<int:membership_id>/block")
@open_to(Audience.MEMBER, Role.ORGANISER)
def block_account(event: Event, membership_id: int) -> ResponseReturnValue:
    """Block the account of somebody on the team: they are signed out and stay out."""
    said = Sentence("The account of %(name)s is blocked.")
    return _done_to(event, membership_id, event_services.block_account, said)


@bp.post("/<event:event>/manage/team/<int:membership_id>/unblock")
@open_to(Audience.MEMBER, Role.ORGANISER)
def unblock_account(event: Event, membership_id: int) -> ResponseReturnValue:
    """Let somebody on the team sign in again."""
    said = Sentence("%(name)s can sign in again.")
    return _done_to(event, membership_id, event_services.unblock_account, said)


@bp.post("/<event:event>/manage/team/<int:membership_id>/remove")
@open_to(Audience.MEMBER, Role.ORGANISER)
def remove_member(event: Event, membership_id: int) -> ResponseReturnValue:
    """Take somebody off the team."""

    def act(session: Session, member: Membership, *, by: Actor, now: datetime) -> None:
        event_changes.remove_from_team(session, event, member, by=by, now=now)

    return _done_to(event, membership_id, act, Sentence("%(name)s no longer has this role."))


class _Act(Protocol):
    """What organisers do to somebody on the team."""

    def __call__(
        self, session: Session, member: Membership, /, *, by: Actor, now: datetime
    ) -> None: ...


def _done_to(event: Event, membership_id: int, act: _Act, said: Sentence) -> ResponseReturnValue:
    """Do it to a member, and say so with their name."""
    member = events.membership(db.session(), event, membership_id) or abort(404)
    name = member.user.name or member.user.email
    act(db.session(), member, by=actor(), now=clock.now())
    db.session().commit()
    flash(_(said.msgid, name=name))
    return redirect(url_for(".directory", event=event), 303)
