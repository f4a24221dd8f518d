"""Who takes part in a session: found by name, put in order, named in public or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart
from eventapp.agenda.render import PARTS
from eventapp.agenda.services import RoleChange, SessionChange
from eventapp.backoffice.agenda.people_form import STATES, Known, PeopleForm, acted
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.participation.places_answered import places_answered
from eventapp.backoffice.saving import saved
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS, endpoint_of
from eventapp.i18n import gettext as _
from eventapp.people import queries as people
from eventapp.people.models import Person
from eventapp.people.services import PersonChange, person_called
from eventapp.registration import queries as registrations
from eventapp.registration.services import places
from eventapp.registration.services.organisations import recognise
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import participation
from eventapp.workflows.session_changes import change_session

SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the typed words find."""

    person: Person
    elsewhere: AgendaSession | None
    """Where they have a part at that time."""
    booked: AgendaSession | None
    """What they have booked at that time."""
    is_away: bool
    """Whether they said that they are not there then."""


LOOKS = {
    ContributorState.DRAFT: ("info", "file"),
    ContributorState.INVITED: ("info", "mail"),
    ContributorState.ACCEPTED: ("warn", "wait"),
    ContributorState.DECLINED: ("bad", "cross"),
    ContributorState.CONFIRMED: ("ok", "check"),
}
"""Tone and symbol of how far a part is settled."""


@bp.route("/<event:event>/manage/agenda/<public_id>/people", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def session_people(event: Event, public_id: str) -> ResponseReturnValue:
    """Say who takes part in a session, in which role and order."""
    item = queries.draft_session(db.session(), event, public_id) or abort(404)
    held = SessionChange.of(db.session(), item)
    form = PeopleForm.of(held)
    form.known = _known(event, form)
    searched = request.form.get("act") == SEARCH
    words = _("Saved in the draft. Publish it to make it visible.")
    if (
        form.validate_on_submit()
        and not searched
        and saved(form, lambda: _save(event, item, form), words)
    ):
        return redirect(url_for(".session_people", event=event, public_id=public_id), 303)
    cast = queries.roles_of(db.session(), [item]).get(item.id, [])
    numbers = [role.person_id for role in cast if role.person_id is not None]
    return page(
        "backoffice/agenda/session_people.html",
        422 if form.is_submitted() and not searched else 200,
        event=event,
        item=item,
        form=form,
        cast=cast,
        announced=[role for role in cast if role.is_public],
        groups=form.seats(cast),
        absent=queries.away(db.session(), event, item, numbers),
        booked=registrations.booked_meanwhile(db.session(), item, numbers),
        placed=registrations.placed(db.session(), event, numbers),
        act=request.form.get("act", ""),
        replaced=registrations.substitutions_in(db.session(), item),
        PARTS=PARTS,
        STATES=STATES,
        ContributorState=ContributorState,
        LOOKS=LOOKS,
        person_page=f".{endpoint_of('edit_record', of_programme=True)}",
        hits=_hits(event, item, form) if searched else None,
    )


def _known(event: Event, form: PeopleForm) -> Known:
    """Return whom the form names, in its rows and by the button that was pressed."""
    _act, _colon, pressed = request.form.get("act", "").partition(":")
    rows = [row.form for row in form.people]
    return Known(
        people.persons_with(db.session(), event, {pressed, *(row.person.data for row in rows)}),
        people.organisations_with(db.session(), event, {row.organisation.data for row in rows}),
    )


def _hits(event: Event, item: AgendaSession, form: PeopleForm) -> Sequence["Candidate"]:
    """Return whom the typed words find, each with where they are at that time already."""
    offered = people.persons_hit(db.session(), event, form.typed.data or "")
    persons = people.persons_with(db.session(), event, [hit.public_id for hit in offered])
    numbers = [person.id for person in persons.values()]
    elsewhere = queries.busy(db.session(), item, numbers)
    booked = registrations.booked_meanwhile(db.session(), item, numbers)
    absent = queries.away(db.session(), event, item, numbers)
    return [
        Candidate(
            person,
            elsewhere.get(person.id),
            booked.get(person.id),
            is_away=person.id in absent,
        )
        for person in (persons[hit.public_id] for hit in offered)
    ]


def _save(event: Event, item: AgendaSession, form: PeopleForm) -> None:
    session, by, now = db.session(), actor(), clock.now()
    places.lock(session, event)
    held = SessionChange.of(session, item)
    change = form.change(session, event, held)
    after = acted(request.form.get("act", ""), change.people, _new(event, form))
    form.asked = participation.losing_their_last_part(session, item, held.people, after)
    answers = places_answered()
    participation.check_decided(form.asked, answers)
    change_session(
        session,
        item,
        replace(change, people=after),
        seen=form.looked_at(),
        by=by,
        now=now,
    )
    participation.end_places(session, event, form.asked, answers, by=by, now=now)


def _new(event: Event, form: PeopleForm) -> RoleChange | None:
    """Return the part that the pressed button adds: of somebody found, of somebody new, or open."""
    session, by, now = db.session(), actor(), clock.now()
    name, _colon, key = request.form.get("act", "").partition(":")
    part = SessionPart(form.as_part.data)
    if name == "add" and key in form.known.persons:
        return RoleChange.draft(form.known.persons[key], part)
    if name == "open":
        return RoleChange.draft(None, part)
    if name == "new" and form.typed.data:
        given, _blank, family = form.typed.data.rpartition(" ")
        named = PersonChange(given_name=given, family_name=family)
        person = person_called(session, event, named, by=by, now=now)
        recognise(session, event)
        return RoleChange.draft(person, part)
    return None
