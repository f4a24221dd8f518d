"""Showing the draft of the programme to the public, and an earlier release again."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.agenda import services
from eventapp.agenda.errors import DraftChanged
from eventapp.agenda.marks_of_drafts import marks_of
from eventapp.agenda.models import Release
from eventapp.agenda.render import CHANGE_WORDS
from eventapp.backoffice.agenda.forms import BasisForm, ReleaseAgainForm, ReleaseForm
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.errors import Refusal
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.people.services import answer_for
from eventapp.registration import queries
from eventapp.turns import nothing_held
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.public_texts import untranslated
from eventapp.workflows.release_preview import Preview, preview


@bp.get("/<event:event>/manage/agenda/release")
@open_to(Audience.MEMBER, *EDITORS)
def ask_release(event: Event) -> ResponseReturnValue:
    """Show what the public does not see yet, and who would be told; the editor fetches it, too."""
    return _release_page(event, ReleaseForm())


@bp.post("/<event:event>/manage/agenda/release")
@open_to(Audience.MEMBER, *EDITORS)
def release_agenda(event: Event) -> ResponseReturnValue:
    """Show the draft to the public, and write to whom it concerns."""
    form, now = ReleaseForm(), clock.now()
    if form.validate():
        ready = _ready(event, services.prepare, tell=form.tell.data, now=now)
        try:
            made = services.release(
                db.session(),
                event,
                name=form.name.data or "",
                by=actor(),
                now=now,
                prepared=ready.release,
                seen=form.seen_mark,
            )
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            return _released(event, made, ready, tell=form.tell.data, now=now)
    return _release_page(event, form, 422)


def _release_page(event: Event, form: ReleaseForm, status: int = 200) -> ResponseReturnValue:
    """Return the whole page, or the part of it that the editor holds."""
    ahead, marks = _ahead(event, form, services.outlook(db.session(), event))
    name = "_release_bar" if "HX-Request" in request.headers else "agenda_release"
    return page(
        f"backoffice/agenda/{name}.html",
        status,
        event=event,
        form=form,
        ahead=ahead,
        marks=marks,
        number=agenda.release_number(db.session(), event),
        basis=BasisForm(),
        untranslated=untranslated(db.session(), event),
        **CHANGE_WORDS,
    )


@bp.post("/<event:event>/manage/agenda/release/basis")
@open_to(Audience.MEMBER, Role.ORGANISER)
def state_basis(event: Event) -> ResponseReturnValue:
    """Take down why the organisers publish the people whom the release would leave out."""
    form, session = BasisForm(), db.session()
    if form.validate():
        people = agenda.people_left_out(session, event)
        answer_for(session, event, people, form.note.data, by=actor(), now=clock.now())
        session.commit()
        flash(
            ngettext(
                "One person may now be named in public.",
                "%(num)s people may now be named in public.",
                len(people),
            )
        )
    else:
        flash(
            _(
                "Nothing was changed. Please state why the organisers may name these people in "
                "public."
            )
        )
    return redirect(url_for(".ask_release", event=event), 303)


@bp.get("/<event:event>/manage/agenda/releases/<int:number>")
@open_to(Audience.MEMBER, *EDITORS)
def ask_release_again(event: Event, number: int) -> ResponseReturnValue:
    """Show what the public would see otherwise, and who would be told, before anything is done."""
    return _again_page(event, number, ReleaseAgainForm())


@bp.post("/<event:event>/manage/agenda/releases/<int:number>")
@open_to(Audience.MEMBER, *EDITORS)
def release_again(event: Event, number: int) -> ResponseReturnValue:
    """Show the public an earlier release again; the draft stays as it is."""
    form, now = ReleaseAgainForm(), clock.now()
    if not form.validate():
        return _again_page(event, number, form, 422)
    earlier = partial(services.prepare_again, number=number)
    ready = _ready(event, earlier, tell=form.tell.data, now=now)
    try:
        made = services.show_again(
            db.session(),
            event,
            number,
            by=actor(),
            now=now,
            prepared=ready.release,
            seen=form.seen_mark,
        )
    except DraftChanged as refusal:
        db.session().rollback()
        form.refuse(refusal)
        return _again_page(event, number, form, 422)
    return _released(event, made, ready, tell=form.tell.data, now=now)


def _again_page(
    event: Event, number: int, form: ReleaseAgainForm, status: int = 200
) -> ResponseReturnValue:
    ahead, marks = _ahead(event, form, services.outlook_back(db.session(), event, number))
    return page(
        "backoffice/agenda/agenda_again.html",
        status,
        event=event,
        number=number,
        form=form,
        ahead=ahead,
        marks=marks,
        **CHANGE_WORDS,
    )


def _ahead(
    event: Event, form: ReleaseAgainForm, outlook: services.Outlook
) -> tuple[Preview, list[str]]:
    """Return what would be published, with the mark of each change; the form takes both down."""
    marks = marks_of(outlook.programme, outlook.changes)
    form.show(outlook.mark, marks, again=form.is_submitted())
    return preview(db.session(), event, outlook), marks


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a release needs, made while no door waits: a long programme takes a second."""

    release: services.PreparedRelease
    emails: services.Announcement | None
    signed_up: int
    """How many of those who are signed up for its sessions will be written to."""


class _Prepare(Protocol):
    def __call__(
        self, session: Session, event: Event, *, now: datetime
    ) -> services.PreparedRelease: ...


def _ready(event: Event, prepare: _Prepare, *, tell: bool, now: datetime) -> _Ready:
    session = db.session()
    with nothing_held(session):
        made = prepare(session, event, now=now)
        emails = services.prepare_announcement(session, event, made.before, made.programme, now=now)
        news = queries.news_of_sessions(session, event, made.programme)
        signed_up = sum(entry.registration.reached_at is not None for entry in news)
    return _Ready(made, emails if tell else None, signed_up)


def _released(
    event: Event, made: Release, ready: _Ready, *, tell: bool, now: datetime
) -> ResponseReturnValue:
    session = db.session()
    number = services.announce(session, event, made, now=now, prepared=ready.emails) if tell else 0
    session.commit()
    text = _("Published as version %(number)s.", number=made.number)
    if number:
        text += " " + ngettext(
            "One person receives an e-mail.", "%(num)s people receive an e-mail.", number
        )
    if ready.signed_up:
        text += " " + ngettext(
            "One participant with a booking receives an e-mail.",
            "%(num)s participants with a booking receive an e-mail.",
            ready.signed_up,
        )
    flash(text)
    return redirect(url_for(".agenda_editor", event=event), 303)
