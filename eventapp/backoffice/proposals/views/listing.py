"""The list of proposals: searched, filtered, decided in bulk, answered, downloaded."""

from collections.abc import Sequence
from functools import partial

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda.render import KINDS
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.downloads import as_table
from eventapp.backoffice.member import actor
from eventapp.backoffice.proposals.search import asked, link
from eventapp.backoffice.proposals.states import ACTS, READERS, STATES
from eventapp.errors import Refusal
from eventapp.events.models import Event, Role
from eventapp.exports import proposals as exports
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.registration.services.organisations import recognise
from eventapp.speakers.models import BEST, ProposalState
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.queries.proposal_list import listed
from eventapp.speakers.services import deciding
from eventapp.speakers.services.calls import OFFERED
from eventapp.turns import commit_step
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.public_texts import Reach, untranslated_in_e_mails

MOST = 500
"""Proposals that one act decides."""


@bp.get("/<event:event>/manage/proposals")
@open_to(Audience.MEMBER, *READERS)
def proposals(event: Event) -> ResponseReturnValue:
    """List what was proposed, with what the team thinks of it."""
    session, viewer = db.session(), access.viewer()
    search = asked(viewer.id)
    rows, total = listed(session, event, search, user_id=viewer.id)
    held = queries.number_held(session, event)
    return page(
        "backoffice/proposals/proposals.html",
        event=event,
        call=queries.call_of(session, event),
        now=clock.now(),
        search=search,
        rows=rows,
        total=total,
        pages=-(-total // search.size),
        counts=queries.by_state(session, event),
        held=held,
        untranslated=_untranslated(event) if held else (),
        link=partial(link, event),
        STATES=STATES,
        State=ProposalState,
        KINDS=KINDS,
        OFFERED=OFFERED,
        BEST=BEST,
    )


def _untranslated(event: Event) -> Sequence[Reach]:
    """Return whom the e-mails that are held would reach in another language than their own."""
    readers = queries.languages_held(db.session(), event)
    return untranslated_in_e_mails(db.session(), event, readers)


@bp.post("/<event:event>/manage/proposals/decide")
@open_to(Audience.MEMBER, Role.ORGANISER)
def decide_proposals(event: Event) -> ResponseReturnValue:
    """Accept, decline or reopen the proposals that are ticked; nobody is written to yet."""
    state = ACTS.get(request.form.get("act", ""))
    picked = request.form.getlist("pick")[:MOST]
    chosen = queries.chosen(db.session(), event, picked)
    if state is None or not chosen:
        flash(_("Nothing is selected. Tick the proposals you mean, then try again."))
        return redirect(link(event), 303)
    try:
        number = deciding.decide(db.session(), chosen, state, by=actor(), now=clock.now())
        db.session().commit()
    except Refusal:
        db.session().rollback()
        flash(_("Some of these proposals were withdrawn or answered already. Nothing was changed."))
    else:
        flash(_said(state, number))
    return redirect(link(event), 303)


def _said(state: ProposalState, number: int) -> str:
    """Return in words what was decided."""
    if state is ProposalState.ACCEPTED:
        return ngettext(
            "One proposal is accepted. The e-mail is held until you send it.",
            "%(num)s proposals are accepted. The e-mails are held until you send them.",
            number,
        )
    if state is ProposalState.DECLINED:
        return ngettext(
            "One proposal is declined. The e-mail is held until you send it.",
            "%(num)s proposals are declined. The e-mails are held until you send them.",
            number,
        )
    return ngettext(
        "One proposal is to be decided again.",
        "%(num)s proposals are to be decided again.",
        number,
    )


@bp.post("/<event:event>/manage/proposals/send")
@open_to(Audience.MEMBER, Role.ORGANISER)
def send_decisions(event: Event) -> ResponseReturnValue:
    """Write to everybody whose proposal is decided, in steps; accepted ones become sessions."""
    number, by, now, session = 0, actor(), clock.now(), db.session()
    while some := deciding.send_decisions(session, event, by=by, now=now):
        number += some
        recognise(session, event)
        commit_step(session)
    flash(
        ngettext("One e-mail is on its way.", "%(num)s e-mails are on their way.", number)
        if number
        else _("There was no decision to send.")
    )
    return redirect(url_for(".proposals", event=event), 303)


@bp.get("/<event:event>/manage/proposals.<any(csv, xlsx):form>")
@open_to(Audience.MEMBER, Role.ORGANISER)
def export_proposals(event: Event, form: str) -> ResponseReturnValue:
    """Hand out the proposals with their figures as a table."""
    return as_table(exports.rows(db.session(), event), form, f"{event.slug}-proposals")
