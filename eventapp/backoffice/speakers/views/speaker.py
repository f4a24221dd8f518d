"""One contributor: what is missing with the act that closes it, parts, contact, history."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.agenda.models import ContributorState
from eventapp.agenda.render import PARTS
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.participation.places_answered import places_answered
from eventapp.backoffice.saving import saved
from eventapp.backoffice.speakers.forms import ContributorForm, NotedAnswerForm
from eventapp.backoffice.speakers.words import ANSWERED, STANDINGS
from eventapp.errors import Refusal
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS, endpoint_of
from eventapp.i18n import gettext as _
from eventapp.journal import queries as journal
from eventapp.people import queries as people
from eventapp.registration.models import PlaceAfter
from eventapp.speakers.errors import NoSuchContributor
from eventapp.speakers.models import Contributor
from eventapp.speakers.open_points import PointKind, in_words
from eventapp.speakers.services.confirming import announce
from eventapp.speakers.services.details import ContributorChange, change_contributor
from eventapp.speakers.standing import Standing
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import speaking
from eventapp.workflows.contributors import of_ids, rows_of
from eventapp.workflows.person_parts import parts_of

ADDRESS = "/<event:event>/manage/speakers/<public_id>"


def _contributor(event: Event, public_id: str) -> Contributor:
    for contributor in of_ids(db.session(), event, [public_id]):
        return contributor
    raise NoSuchContributor


def _here(event: Event, public_id: str) -> ResponseReturnValue:
    return redirect(url_for(".speaker", event=event, public_id=public_id), 303)


@bp.route(ADDRESS, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def speaker(event: Event, public_id: str) -> ResponseReturnValue:
    """Show a contributor, and keep what the team notes."""
    session, now = db.session(), clock.now()
    contributor = _contributor(event, public_id)
    held = ContributorChange.of(contributor)
    form = ContributorForm.of(held)

    def save() -> None:
        change, seen = form.change(session, event, held), form.looked_at()
        change_contributor(session, event, contributor, change, seen=seen, by=actor(), now=now)

    if form.validate_on_submit() and saved(form, save):
        return _here(event, public_id)
    row, person = rows_of(session, event, [contributor], now=now)[0], contributor.person
    return page(
        "backoffice/speakers/speaker.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        noted=NotedAnswerForm(formdata=None),
        row=row,
        person=person,
        contributor=contributor,
        parts_of_person=parts_of(session, person),
        asked=speaking.places_at_stake(session, contributor),
        times=people.availability_of(session, person),
        history=journal.history_of(
            session, "contributors", person.id, scope=access.member().scope, most=30
        ),
        cares=Role.CARE in access.member().roles,
        person_page=f".{endpoint_of('edit_record', of_programme=True)}",
        announced=any(role.announced for role in row.roles),
        in_words=in_words,
        ANSWERED=ANSWERED,
        STANDINGS=STANDINGS,
        PARTS=PARTS,
        Kind=PointKind,
        Standing=Standing,
        State=ContributorState,
    )


def _act(
    event: Event, public_id: str, act: Callable[[Contributor], None], words: str
) -> ResponseReturnValue:
    try:
        act(_contributor(event, public_id))
        db.session().commit()
    except NoSuchContributor:
        raise
    except Refusal as refusal:
        db.session().rollback()
        flash(i18n.render(refusal.sentence))
    else:
        flash(words)
    return _here(event, public_id)


@bp.post(f"{ADDRESS}/withdraw")
@open_to(Audience.MEMBER, *EDITORS)
def withdraw_speaker(event: Event, public_id: str) -> ResponseReturnValue:
    """Take the invitation back, and do with the place as is said."""
    answers = places_answered()
    cancelled = PlaceAfter.CANCELLED in answers.values()
    return _act(
        event,
        public_id,
        lambda contributor: speaking.withdraw(
            db.session(), event, contributor, answers, by=actor(), now=clock.now()
        ),
        _("Invitation withdrawn and registration cancelled.")
        if cancelled
        else _("Invitation withdrawn. No e-mail is sent."),
    )


@bp.post(f"{ADDRESS}/reopen")
@open_to(Audience.MEMBER, *EDITORS)
def reopen_speaker(event: Event, public_id: str) -> ResponseReturnValue:
    """Let the answer be given anew."""
    return _act(
        event,
        public_id,
        lambda contributor: speaking.reopen(
            db.session(), event, contributor, by=actor(), now=clock.now()
        ),
        _("The answer can be given again, with the same link."),
    )


@bp.post(f"{ADDRESS}/announce")
@open_to(Audience.MEMBER, *EDITORS)
def announce_speaker(event: Event, public_id: str) -> ResponseReturnValue:
    """Name the person in the next version though nothing is confirmed, or not any more."""
    announced = request.form.get("announced") == "yes"
    return _act(
        event,
        public_id,
        lambda contributor: announce(
            db.session(), event, contributor, announced=announced, by=actor(), now=clock.now()
        ),
        _("The next version names this person.")
        if announced
        else _("The next version names this person once confirmed."),
    )


@bp.post(f"{ADDRESS}/answer")
@open_to(Audience.MEMBER, *EDITORS)
def note_speakers_answer(event: Event, public_id: str) -> ResponseReturnValue:
    """Note an answer that the organisers were told."""
    _contributor(event, public_id)
    form = NotedAnswerForm()
    if not form.validate_on_submit():
        flash(_("Please choose the answer first."))
        return _here(event, public_id)
    change = form.change(access.viewer().name)
    return _act(
        event,
        public_id,
        lambda contributor: speaking.answer(
            db.session(), event, contributor, change, by=actor(), now=clock.now()
        ),
        _("Answer noted."),
    )
