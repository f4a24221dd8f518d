"""One registration on its own page, and what can be done to it."""

from collections.abc import Callable
from dataclasses import replace

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.labels import EMAIL_STATES, SKIPPED_WORDS, STATE_WORDS
from eventapp.backoffice.member import READERS, actor, visible
from eventapp.backoffice.registrations.forms import (
    AddForm,
    ConfirmForm,
    DeclineForm,
    MoveForm,
    PriorityForm,
)
from eventapp.backoffice.saving import saved
from eventapp.badges import queries as badges
from eventapp.badges.codes import shown
from eventapp.changes import seen_in
from eventapp.checkin import queries as checkin
from eventapp.checkin.verdicts import WORDS
from eventapp.errors import Refusal
from eventapp.events import queries as events
from eventapp.events.models import Category, Event, Role
from eventapp.extensions import db
from eventapp.forms.registration import EditForm
from eventapp.i18n import gettext as _
from eventapp.journal import queries as journal
from eventapp.mail import queries as mail
from eventapp.registration import queries
from eventapp.registration.errors import ReasonMissing
from eventapp.registration.models import Registration, State
from eventapp.registration.services import by_hand, changes, moves
from eventapp.registration.services.registrations import RegistrationChange, change_registration
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.forms import Form
from eventapp.web.pages import page


@bp.get("/<event:event>/manage/registrations/<reference>")
@open_to(Audience.MEMBER, *READERS)
def registration(event: Event, reference: str) -> ResponseReturnValue:
    """Show one registration with its badge, e-mails, scans and history."""
    return _shown(event, visible(reference))


def _reads_answers() -> bool:
    """Say whether the reader sees what people answered: organisers do, the help desk need not."""
    return Role.ORGANISER in access.member().roles


def _shown(event: Event, registration: Registration, **sent: Form) -> Response:
    """Show the page, with the form that was sent and could not be followed as it was sent."""
    scope = access.member().scope
    forms = {
        "confirm": ConfirmForm(formdata=None),
        "decline": DeclineForm(formdata=None),
        "move": MoveForm.of(
            registration.category.key, _choosable(event, registration), formdata=None
        ),
        "priority": PriorityForm(formdata=None, priority=registration.priority),
        **sent,
    }
    badge = badges.own(db.session(), registration)
    return page(
        "backoffice/registrations/registration.html",
        422 if sent else 200,
        event=event,
        registration=registration,
        forms=forms,
        position=queries.position(db.session(), registration, scope),
        came_back=bool(queries.returned(db.session(), scope, [registration.id])),
        answers=queries.answers_of(db.session(), registration) if _reads_answers() else [],
        consents=queries.consents_of(db.session(), registration),
        chosen=list(queries.own_places(db.session(), registration).values()),
        closed_to_some=queries.places_of_categories(db.session(), registration),
        offers_sessions=bool(agenda.with_sign_up(db.session(), event)),
        badge=badge,
        fallback=shown(badge.fallback) if badge and _may_admit() else "",
        emails=mail.about(db.session(), "registration", registration.id),
        scans=checkin.history(db.session(), event, registration.id),
        **WORDS,
        history=journal.history_of(db.session(), "registration", registration.id, scope=scope),
        arrived=checkin.has_arrived(db.session(), event, registration.id),
        STATE_WORDS=STATE_WORDS,
        EMAIL_STATES=EMAIL_STATES,
        SKIPPED_WORDS=SKIPPED_WORDS,
        State=State,
    )


def _choosable(event: Event, registration: Registration) -> list[Category]:
    """Return the categories to move to: those in use, and the registration's own."""
    return [
        category
        for category in events.categories(db.session(), event)
        if category.active or category.id == registration.category_id
    ]


def _may_admit() -> bool:
    """Say whether the member may know what opens the door, as a badge's short code does."""
    return bool(access.member().roles & {Role.ORGANISER, Role.DESK})


@bp.post("/<event:event>/manage/registrations/<reference>/priority")
@open_to(Audience.MEMBER, Role.ORGANISER)
def set_priority(event: Event, reference: str) -> ResponseReturnValue:
    """Let somebody stand further ahead on the waiting list, or further behind."""
    registration, form = visible(reference), PriorityForm()
    if not form.validate():
        return _shown(event, registration, priority=form)
    held = RegistrationChange.of(registration)
    change_registration(
        db.session(),
        registration,
        event,
        replace(held, priority=form.priority.data),
        seen=seen_in(held),
        by=actor(),
        now=clock.now(),
        reason=form.priority_reason.data,
    )
    db.session().commit()
    flash(_("Saved"))
    return redirect(_back_to(event, reference), 303)


ACTS = {"approve": changes.approve, "cancel": changes.cancel}


@bp.post("/<event:event>/manage/registrations/<reference>/<any(approve, cancel):act>")
@open_to(Audience.MEMBER, Role.ORGANISER)
def act_on_registration(event: Event, reference: str, act: str) -> ResponseReturnValue:
    """Approve or cancel one registration."""
    ACTS[act](db.session(), visible(reference), event, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("Saved"))
    return redirect(_back_to(event, reference), 303)


Act = Callable[[Registration, str], None]
"""What is done to a registration, for a reason that may be empty."""


def _act_for_a_reason(
    event: Event, reference: str, act: str, form: Form, do: Act
) -> ResponseReturnValue:
    """Do what a form asks for; where a reason is needed and missing, say so at its field."""
    reason = f"{act}_reason"
    if form.validate():
        try:
            do(visible(reference), form[reason].data or "")
            db.session().commit()
        except ReasonMissing as refusal:
            db.session().rollback()
            form.refuse_at(reason, refusal)
        else:
            flash(_("Saved"))
            return redirect(_back_to(event, reference), 303)
    return _shown(event, visible(reference), **{act: form})


@bp.post("/<event:event>/manage/registrations/<reference>/decline")
@open_to(Audience.MEMBER, Role.ORGANISER)
def decline_registration(event: Event, reference: str) -> ResponseReturnValue:
    """Turn somebody down; the e-mail gives the reason."""

    def do(registration: Registration, why: str) -> None:
        changes.decline(db.session(), registration, event, by=actor(), now=clock.now(), reason=why)

    return _act_for_a_reason(event, reference, "decline", DeclineForm(), do)


@bp.post("/<event:event>/manage/registrations/<reference>/confirm")
@open_to(Audience.MEMBER, Role.ORGANISER)
def confirm_registration(event: Event, reference: str) -> ResponseReturnValue:
    """Confirm somebody; beyond the places there are, only with a reason."""

    def do(registration: Registration, why: str) -> None:
        changes.confirm(db.session(), registration, event, by=actor(), now=clock.now(), reason=why)

    return _act_for_a_reason(event, reference, "confirm", ConfirmForm(), do)


def _back_to(event: Event, reference: str) -> str:
    """Return where the press came from: the panel beside the table, or the page of its own."""
    if "beside" in request.form:
        return url_for(".registrations", event=event, open=reference)
    return url_for(".registration", event=event, reference=reference)


@bp.post("/<event:event>/manage/registrations/<reference>/move")
@open_to(Audience.MEMBER, Role.ORGANISER)
def move_registration(event: Event, reference: str) -> ResponseReturnValue:
    """Move one registration to another category; into a full one only with a reason."""
    categories = {
        category.key: category for category in events.offered_categories(db.session(), event)
    }
    form = MoveForm.of("", list(categories.values()))

    def do(registration: Registration, why: str) -> None:
        chosen = categories[form.category.data]
        act = moves.move_keeping_sessions if form.keep_sessions.data else moves.move_to_category
        act(db.session(), registration, event, chosen, by=actor(), now=clock.now(), reason=why)

    return _act_for_a_reason(event, reference, "move", form, do)


@bp.route("/<event:event>/manage/registrations/<reference>/edit", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def edit_registration(event: Event, reference: str) -> ResponseReturnValue:
    """Correct who a participant is."""
    registration = visible(reference)
    held = RegistrationChange.of(registration)
    form = EditForm.of(held)

    def save() -> None:
        change_registration(
            db.session(),
            registration,
            event,
            form.change(db.session(), event, held),
            seen=form.looked_at(),
            by=actor(),
            now=clock.now(),
        )

    if form.validate_on_submit() and saved(form, save):
        return redirect(url_for(".registration", event=event, reference=reference), 303)
    return page(
        "backoffice/registrations/edit_registration.html",
        422 if form.is_submitted() else 200,
        event=event,
        registration=registration,
        form=form,
    )


@bp.route("/<event:event>/manage/registrations/add", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def add_registration(event: Event) -> ResponseReturnValue:
    """Register somebody by hand; here the organiser is told when the address is known."""
    categories = events.offered_categories(db.session(), event)
    form = AddForm.by_hand(categories)
    if form.validate_on_submit():
        chosen = next(category for category in categories if category.key == form.category.data)
        try:
            made = by_hand.register_by_hand(
                db.session(),
                event,
                chosen,
                form.details(),
                form.decided(),
                reason=form.reason.data or "",
                by=actor(),
                now=clock.now(),
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_added(made))
            return redirect(url_for(".registration", event=event, reference=made.reference), 303)
    return page(
        "backoffice/registrations/add_registration.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        free={places.category.key: places for places in queries.by_category(db.session(), event)},
    )


def _added(made: Registration) -> str:
    """Return how a registration by hand ended, in words."""
    if made.state is State.WAITING:
        position = queries.position(db.session(), made)
        return str(_("On the waiting list, number %(position)s.", position=position))
    message = _("Registered; an e-mail is on its way.") if made.reached_at else _("Registered.")
    return str(message)
