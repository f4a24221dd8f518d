"""A host's sessions: their texts, whom it names, and the times it proposes."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession, ProposalOfTimeState, SessionPart
from eventapp.agenda.queries import hosting
from eventapp.agenda.render import PARTS
from eventapp.agenda.services import SessionChange
from eventapp.agenda.services.hosting import give_to_host, propose_time, take_from_host
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.own import ACTING, own_host
from eventapp.backoffice.cohosts.session_forms import HostedTextsForm, NameForm, TimeForm
from eventapp.backoffice.member import actor
from eventapp.backoffice.saving import saved
from eventapp.errors import Refusal
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.people import queries as people
from eventapp.people.models import Host
from eventapp.registration.services import places
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.forms import Form
from eventapp.web.pages import page
from eventapp.workflows.hosted_sessions import name_somebody, withdraw_somebody
from eventapp.workflows.session_changes import change_session

SESSIONS = "/<event:event>/manage/cohosts/<int:host_id>/sessions"
SESSION = f"{SESSIONS}/<public_id>"


@bp.get(SESSIONS)
@open_to(Audience.MEMBER, *ACTING)
def hosted_sessions(event: Event, host_id: int) -> ResponseReturnValue:
    """List a host's sessions, with the times it proposed; organisers give it more."""
    host = own_host(host_id)
    items = hosting.hosted_sessions(db.session(), host.organisation)
    organises = Role.ORGANISER in access.member().roles
    return page(
        "backoffice/cohosts/sessions.html",
        event=event,
        host=host,
        items=items,
        proposals=hosting.newest_proposals(db.session(), items),
        others=hosting.unhosted(db.session(), event) if organises else (),
        TimeState=ProposalOfTimeState,
    )


def _item(host: Host, public_id: str) -> AgendaSession:
    return hosting.hosted_session(db.session(), host.organisation, public_id) or abort(404)


def _shown(event: Event, host: Host, item: AgendaSession, **forms: Form) -> ResponseReturnValue:
    session = db.session()
    own = people.persons_of(session, host.organisation)
    wrong = any(form.errors or form.form_errors for form in forms.values())
    held = SessionChange.of(session, item)
    return page(
        "backoffice/cohosts/session.html",
        422 if wrong else 200,
        event=event,
        host=host,
        item=item,
        proposal=hosting.newest_proposals(session, [item]).get(item.id),
        cast=queries.roles_of(session, [item]).get(item.id, []),
        PARTS=PARTS,
        TimeState=ProposalOfTimeState,
        **{
            "texts": HostedTextsForm.of(held),
            "name": NameForm.of(own, formdata=None),
            "time": TimeForm(formdata=None),
            **forms,
        },
    )


def _back(event: Event, host: Host, item: AgendaSession) -> ResponseReturnValue:
    there = url_for(".hosted_session", event=event, host_id=host.id, public_id=item.public_id)
    return redirect(there, 303)


@bp.route(SESSION, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def hosted_session(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """Show a session of a host; write its texts in the draft."""
    host = own_host(host_id)
    item = _item(host, public_id)
    form = HostedTextsForm.of(SessionChange.of(db.session(), item))

    def save() -> None:
        session, now = db.session(), clock.now()
        places.lock(session, event)
        change = form.change(session, event, SessionChange.of(session, item))
        change_session(session, item, change, seen=form.looked_at(), by=actor(), now=now)

    words = _("Saved in the draft. It becomes visible when the organising team publishes it.")
    if form.validate_on_submit() and saved(form, save, words):
        return redirect(url_for(".hosted_sessions", event=event, host_id=host_id), 303)
    return _shown(event, own_host(host_id), _item(host, public_id), texts=form)


@bp.post(f"{SESSION}/people")
@open_to(Audience.MEMBER, *ACTING)
def name_for_session(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """Name one of the host's people for a session; the organising team confirms it."""
    host, session = own_host(host_id), db.session()
    item = _item(host, public_id)
    own = people.persons_of(session, host.organisation)
    form = NameForm.of(own)
    if form.validate() and (somebody := form.named(own)) is not None:
        try:
            name_somebody(
                session,
                event,
                item,
                host.organisation,
                somebody,
                SessionPart(form.part.data),
                by=actor(),
                now=clock.now(),
            )
            session.commit()
        except Refusal as refusal:
            session.rollback()
            form.refuse(refusal)
        else:
            flash(_("Named. The organising team confirms it before it becomes public."))
            return _back(event, host, item)
    elif not form.errors:
        form.family_name.errors = [_("This is still missing.")]
    return _shown(event, host, item, name=form)


@bp.post(f"{SESSION}/people/<person_id>/remove")
@open_to(Audience.MEMBER, *ACTING)
def withdraw_from_session(
    event: Event, host_id: int, public_id: str, person_id: str
) -> ResponseReturnValue:
    """Take one of the host's people out of its session."""
    host, session = own_host(host_id), db.session()
    item = _item(host, public_id)
    own = people.persons_of(session, host.organisation)
    person = next((known for known in own if known.public_id == person_id), None) or abort(404)
    withdraw_somebody(session, event, item, host.organisation, person, by=actor(), now=clock.now())
    session.commit()
    flash(_("Saved"))
    return _back(event, host, item)


@bp.post(f"{SESSION}/time")
@open_to(Audience.MEMBER, *ACTING)
def propose_time_for(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """Ask the programme's editors for another time."""
    host, session = own_host(host_id), db.session()
    item, form = _item(host, public_id), TimeForm()
    if form.validate():
        try:
            propose_time(
                session, item, host.organisation, form.wanted(event), by=actor(), now=clock.now()
            )
            session.commit()
        except Refusal as refusal:
            session.rollback()
            form.refuse(refusal)
        else:
            flash(_("Proposed. You will receive an e-mail as soon as it is decided."))
            return _back(event, host, item)
    return _shown(event, host, item, time=form)


@bp.post(f"{SESSIONS}/give")
@open_to(Audience.MEMBER, Role.ORGANISER)
def give_session(event: Event, host_id: int) -> ResponseReturnValue:
    """Let a host look after a session."""
    host = own_host(host_id)
    item = queries.draft_session(db.session(), event, request.form.get("session", ""))
    give_to_host(db.session(), item or abort(404), host.organisation, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("Saved"))
    return redirect(url_for(".hosted_sessions", event=event, host_id=host_id), 303)


@bp.post(f"{SESSION}/take")
@open_to(Audience.MEMBER, Role.ORGANISER)
def take_session(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """Let a host no longer look after a session."""
    host = own_host(host_id)
    take_from_host(
        db.session(), _item(host, public_id), host.organisation, by=actor(), now=clock.now()
    )
    db.session().commit()
    flash(_("Saved"))
    return redirect(url_for(".hosted_sessions", event=event, host_id=host_id), 303)
