"""A contributor in another's place: previewed, done in one act, ticked off, undone."""

from datetime import datetime

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.agenda.render import PARTS
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.participation.forms import SubstituteForm
from eventapp.badges import queries as badges
from eventapp.errors import Refusal
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.i18n import render
from eventapp.people import queries as people
from eventapp.people.models import Person
from eventapp.people.services import PersonChange, person_called
from eventapp.registration import queries
from eventapp.registration.errors.substitutions import AlreadyReplaced
from eventapp.registration.models import HandTask, Registration, Substitution
from eventapp.registration.services import substitutions as services
from eventapp.registration.services.organisations import recognise
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.substitution import Wish, substitute, tick, undo
from eventapp.workflows.substitution_preview import effects
from eventapp.workflows.substitution_undo import Again, bookings_lost

NOBODY = "open"
"""In the address: the part is to be open again."""
ADDRESS = "/<event:event>/manage/agenda/<public_id>/people/<person_id>/<part>/replace"


@bp.route(ADDRESS, methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def replace_contributor(
    event: Event, public_id: str, person_id: str, part: str
) -> ResponseReturnValue:
    """Choose who takes over a part, see all that this changes, and do it."""
    item = agenda.draft_session(db.session(), event, public_id) or abort(404)
    role = _role(item, person_id, part)
    if role is None:
        return _somebody_was_faster(event, item)
    form = SubstituteForm()
    if not (request.args.get("by") or request.args.get("new")):
        return _choose(event, item, role)
    successor, is_new = _successor(event)
    if form.validate_on_submit():
        try:
            made = _substitute(event, item, role, form)
            db.session().commit()
        except AlreadyReplaced:
            db.session().rollback()
            return _somebody_was_faster(event, item)
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
            role = _role(item, person_id, part) or abort(404)
        else:
            flash(_("Done. Nobody has been written to yet."))
            return redirect(url_for(".substitution", event=event, public_id=made.public_id), 303)
    return page(
        "backoffice/participation/replace.html",
        422 if form.is_submitted() else 200,
        event=event,
        item=item,
        role=role,
        form=form,
        successor=successor,
        is_new=is_new,
        effects=effects(db.session(), event, item, role, successor),
        PARTS=PARTS,
    )


@bp.get("/<event:event>/manage/substitutions/<public_id>")
@open_to(Audience.MEMBER, Role.ORGANISER)
def substitution(event: Event, public_id: str) -> ResponseReturnValue:
    """Show what was done, what waits, and what is left for hands to do."""
    made = _made(event, public_id)
    successor = made.successor
    place = queries.of_person(db.session(), successor) if successor else None
    return page(
        "backoffice/participation/substituted.html",
        event=event,
        made=made,
        place=place,
        badge=badges.own(db.session(), place) if place else None,
        tasks=_tasks(place),
        history=queries.substitutions_in(db.session(), made.session),
        freed=bookings_lost(db.session(), event, made, now=clock.now()),
        Again=Again,
        HandTask=HandTask,
        PARTS=PARTS,
    )


@bp.post("/<event:event>/manage/substitutions/<public_id>")
@open_to(Audience.MEMBER, Role.ORGANISER)
def act_on_substitution(event: Event, public_id: str) -> ResponseReturnValue:
    """Tick what is done, write to everybody now, or undo it all."""
    made, now = _made(event, public_id), clock.now()
    act = request.form.get("act", "")
    try:
        if act == "undo":
            undo(db.session(), event, made, by=actor(), now=now)
            flash(_("Undone: %(name)s has the part again.", name=made.former.full_name))
        elif act == "send":
            services.settle(db.session(), event, made, by=actor(), now=now)
            flash(_("The e-mails are on their way."))
        else:
            done = request.form.getlist("done")
            tick(db.session(), made, [task.value for task in HandTask if task.value in done])
            flash(_("Saved"))
        db.session().commit()
    except Refusal as refusal:
        db.session().rollback()
        flash(render(refusal.sentence))
    return redirect(url_for(".substitution", event=event, public_id=public_id), 303)


def _role(item: AgendaSession, person_id: str, part: str) -> SessionRole | None:
    """Return the part that somebody has; whoever was replaced meanwhile has none."""
    for role in agenda.roles_of(db.session(), [item]).get(item.id, []):
        if role.person is not None and role.person.public_id == person_id and role.part == part:
            return role
    return None


def _somebody_was_faster(event: Event, item: AgendaSession) -> ResponseReturnValue:
    made = next(iter(queries.substitutions_in(db.session(), item)), None)
    if made is None:
        abort(404)
    return page("backoffice/participation/faster.html", 409, event=event, item=item, made=made)


def _choose(event: Event, item: AgendaSession, role: SessionRole) -> ResponseReturnValue:
    typed = request.args.get("q", "").strip()[:80]
    hits = people.persons_hit(db.session(), event, typed) if typed else []
    known = people.persons_with(db.session(), event, [hit.public_id for hit in hits])
    persons = [known[hit.public_id] for hit in hits if known[hit.public_id] is not role.person]
    numbers = [person.id for person in persons]
    return page(
        "backoffice/participation/choose_successor.html",
        event=event,
        item=item,
        role=role,
        typed=typed,
        persons=persons,
        elsewhere=agenda.busy(db.session(), item, numbers),
        booked=queries.booked_meanwhile(db.session(), item, numbers),
        absent=agenda.away(db.session(), event, item, numbers),
        PARTS=PARTS,
    )


def _successor(event: Event) -> tuple[Person | None, bool]:
    """Return whom the address names, and whether the directory lacks them."""
    if name := _typed_name():
        given, _blank, family = name.rpartition(" ")
        return Person(event=event, given_name=given, family_name=family), True
    if request.args.get("by") == NOBODY:
        return None, False
    return people.person(db.session(), event, request.args.get("by", "")) or abort(404), False


def _typed_name() -> str:
    return request.args.get("new", "").strip()[:80]


def _substitute(
    event: Event, item: AgendaSession, role: SessionRole, form: SubstituteForm
) -> Substitution:
    session, by, now = db.session(), actor(), clock.now()
    successor, is_new = _successor(event)
    if is_new:
        successor = _add(event, form.email.data or "", now=now)
    wish = Wish(
        part=role.part,
        former=role.person,  # type: ignore[arg-type]  # an open part came no further than here
        successor=successor,
        agreed=form.agreed.data == "yes",
        invitation=form.invitation(),
        basis_note=form.basis_note.data or "",
        reason=form.reason.data or "",
        place=form.place_after,
        tell_booked=form.tell_booked.data,
        tell_others=form.tell_others.data,
    )
    return substitute(session, event, item, wish, by=by, now=now)


def _add(event: Event, email: str, *, now: datetime) -> Person:
    given, _blank, family = _typed_name().rpartition(" ")
    change = PersonChange(given_name=given, family_name=family, email=email)
    person = person_called(db.session(), event, change, by=actor(), now=now)
    recognise(db.session(), event)
    return person


def _made(event: Event, public_id: str) -> Substitution:
    return queries.substitution(db.session(), event, public_id) or abort(404)


def _tasks(place: Registration | None) -> list[HandTask]:
    """Return what hands have to do: of who has no place, no badge."""
    return [task for task in HandTask if place is not None or task is not HandTask.BADGE]
