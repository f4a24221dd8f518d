"""The call for contributions: somebody proposes a session, and comes back by the own link."""

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from limits import parse_many

from eventapp import clock
from eventapp.accounts.errors import NoSuchLink
from eventapp.composition import settings
from eventapp.errors import Refusal, Sentence, refusal_of
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.pictures import read_upload
from eventapp.forms.saving import saved
from eventapp.i18n import gettext as _
from eventapp.mail.links import read_token
from eventapp.media.purposes import FilePurpose
from eventapp.speakers.errors import NoCall, NoSuchProposal
from eventapp.speakers.models import CallForProposals, Proposal, ProposalState
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services import proposal_files as files
from eventapp.speakers.services import proposals as services
from eventapp.speakers.services.proposals import ProposalChange
from eventapp.web import kept_forms, proxies
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import count, limited
from eventapp.web.pages import page
from eventapp.website.blueprint import bp
from eventapp.website.forms.proposals import (
    NewProposalForm,
    ProposalFileForm,
    ProposalForm,
    check_size,
    keeps_draft,
)

UPLOADS = parse_many("20 per hour")
"""Files from somebody whose address is not proved yet."""
STANDING = {
    ProposalState.DRAFT: ("info", "file", Sentence("draft")),
    ProposalState.SUBMITTED: ("ok", "check", Sentence("submitted")),
    ProposalState.ACCEPTED: ("ok", "check", Sentence("accepted")),
    ProposalState.DECLINED: ("bad", "cross", Sentence("declined")),
    ProposalState.WITHDRAWN: ("bad", "cross", Sentence("withdrawn")),
}
"""Tone, symbol and word of what has become of a proposal, for its author."""


def _call(event: Event) -> CallForProposals:
    call = queries.call_of(db.session(), event)
    if call is None or not call.active:
        raise NoCall
    return call


@bp.route("/<event:event>/propose", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("30 per 10 minutes")
def propose(event: Event) -> ResponseReturnValue:
    """Let a visitor propose a session, or keep a draft of one."""
    call, now = _call(event), clock.now()
    form = NewProposalForm.of_call(call, None)
    if form.validate_on_submit():
        try:
            _take(event, form)
            sent = kept_forms.keep(form.email.data, way_back=False, now=now)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            return redirect(url_for(".proposal_sent", event=event, of=sent), 303)
    return page(
        "website/propose.html",
        422 if form.is_submitted() else 200,
        event=event,
        call=call,
        form=form,
        is_open=call.takes(event, now),
        most=files.MOST_FILES,
    )


def _take(event: Event, form: NewProposalForm) -> None:
    """Keep or hand in what the form holds, once however often it is sent."""
    session, now, read = db.session(), clock.now(), None
    if form.file.data:
        count(UPLOADS, "first file of a proposal", proxies.client())
        check_size(form.file)
        read = read_upload(session, form.file, FilePurpose.MATERIAL)
    if form.is_first(session, f"proposal {event.id}", now=now):
        write = services.save_draft if keeps_draft() else services.submit_new
        made = write(session, event, form.change(session, event, ProposalChange()), now=now)
        if read is not None:
            files.add_file(session, event, made, read, settings().media_dir, now=now)


@bp.get("/<event:event>/propose/sent")
@open_to(Audience.PUBLIC)
def proposal_sent(event: Event) -> ResponseReturnValue:
    """Say that an e-mail with the own link is on its way, and where to."""
    sent = kept_forms.find(request.args.get("of"), now=clock.now())
    return page("website/proposal_sent.html", event=event, sent=sent)


def _own(event: Event, token: str) -> Proposal:
    """Return the proposal of the link; refuse a link that is not ours."""
    signed = read_token(current_app.config["SECRET_KEY"], "proposal", token)
    if signed is None:
        raise NoSuchLink
    proposal = queries.proposal(db.session(), event, signed[0])
    if proposal is None:
        raise NoSuchProposal
    return proposal


@bp.route("/<event:event>/propose/<token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("60 per minute")
def own_proposal(event: Event, token: str) -> ResponseReturnValue:
    """Show a proposal to its author, and let it be changed until the deadline."""
    proposal = _own(event, token)
    form = _form(event, proposal)
    if form.validate_on_submit() and saved(form, lambda: _save(event, proposal, form)):
        return redirect(url_for(".own_proposal", event=event, token=token), 303)
    return _page(event, token, form, ProposalFileForm(formdata=None))


def _form(event: Event, proposal: Proposal) -> ProposalForm:
    call = queries.call_of(db.session(), event) or CallForProposals(event_id=event.id)
    return ProposalForm.of_call(call, ProposalChange.of(proposal))


def _save(event: Event, proposal: Proposal, form: ProposalForm) -> None:
    session, now = db.session(), clock.now()
    change = form.change(session, event, ProposalChange.of(proposal))
    services.change_proposal(session, event, proposal, change, seen=form.looked_at(), now=now)
    if not keeps_draft():
        services.submit(session, event, proposal, now=now)


def _page(
    event: Event, token: str, form: ProposalForm, file_form: ProposalFileForm
) -> ResponseReturnValue:
    session, now = db.session(), clock.now()
    proposal = _own(event, token)
    shut = refusal_of(lambda: services.check_may_change(session, event, proposal, now=now))
    return page(
        "website/own_proposal.html",
        422 if form.is_submitted() else 200,
        event=event,
        token=token,
        proposal=proposal,
        call=queries.call_of(session, event),
        form=form,
        file_form=file_form,
        files=queries.files_of(session, proposal),
        authors=queries.authors_of(session, [proposal]).get(proposal.id, ()),
        shut=shut,
        standing=STANDING[proposal.told_state],
        known=proposal.told_state,
        State=ProposalState,
        most=files.MOST_FILES,
    )


@bp.post("/<event:event>/propose/<token>/files")
@open_to(Audience.PUBLIC)
@limited("60 per hour")
def add_proposal_file(event: Event, token: str) -> ResponseReturnValue:
    """Take a document that explains the proposal."""
    proposal, form, session = _own(event, token), ProposalFileForm(), db.session()
    if form.validate_on_submit() and form.file.data:
        try:
            check_size(form.file)
            read = read_upload(session, form.file, FilePurpose.MATERIAL)
            proposal = _own(event, token)
            if read is not None:
                folder = settings().media_dir
                files.add_file(session, event, proposal, read, folder, now=clock.now())
            session.commit()
        except Refusal as refusal:
            session.rollback()
            form.refuse(refusal)
            return _page(event, token, _form(event, _own(event, token)), form)
        flash(_("The file has been added."))
    return redirect(url_for(".own_proposal", event=event, token=token), 303)


@bp.post("/<event:event>/propose/<token>/files/<public_id>/delete")
@open_to(Audience.PUBLIC)
@limited("60 per minute")
def delete_proposal_file(event: Event, token: str, public_id: str) -> ResponseReturnValue:
    """Remove a document of the proposal."""
    session = db.session()
    files.remove_file(session, event, _own(event, token), public_id, now=clock.now())
    session.commit()
    flash(_("The file has been removed."))
    return redirect(url_for(".own_proposal", event=event, token=token), 303)


@bp.post("/<event:event>/propose/<token>/withdraw")
@open_to(Audience.PUBLIC)
@limited("60 per minute")
def withdraw_proposal(event: Event, token: str) -> ResponseReturnValue:
    """Take the proposal back."""
    services.withdraw(db.session(), _own(event, token), now=clock.now())
    db.session().commit()
    flash(_("Your proposal has been withdrawn."))
    return redirect(url_for(".own_proposal", event=event, token=token), 303)
