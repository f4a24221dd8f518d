"""A contributor's own page: what is missing, their sessions, whom they would like beside them."""

from flask import flash
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.agenda.render import PARTS
from eventapp.audiences.speakers import visitor
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.people.queries import times_there
from eventapp.speakers.queries.materials import materials_given_by
from eventapp.speakers.queries.own_parts import own_parts
from eventapp.speakers.queries.points import points_of
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.standing import standing_of
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.website.actor import contributor_actor
from eventapp.website.blueprint import bp
from eventapp.website.forms.speaking_pages import CoSpeakerForm
from eventapp.website.speaking_gaps import missing_lines
from eventapp.website.speaking_lines import done_lines
from eventapp.website.speaking_progress import steps_of
from eventapp.website.speaking_steps import (
    home_again,
    own_contributor,
    own_person,
    own_sessions,
)
from eventapp.workflows.co_speakers import ProposedPerson, propose_co_speaker
from eventapp.workflows.contributors import arrived


@bp.get("/<event:event>/speaking")
@open_to(Audience.SPEAKER)
def speaking(event: Event) -> ResponseReturnValue:
    """Show what is missing of a contributor, what is there, and their sessions."""
    session, contributor, person = db.session(), own_contributor(), own_person()
    parts = own_parts(session, contributor)
    programme = agenda.released(session, event)
    materials = materials_given_by(session, person)
    roles = roles_of(session, [person.id])
    every = points_of(session, event, [contributor], roles, now=clock.now())
    points = every[person.id]
    missing = missing_lines(points)
    standing = standing_of(roles[person.id], is_here=bool(arrived(session, event, [person])))
    times = times_there(session, event, [person.id]).get(person.id, [])
    return page(
        "website/speaking/home.html",
        event=event,
        visitor=visitor(),
        contributor=contributor,
        person=person,
        own=parts,
        missing=missing,
        steps=steps_of(standing, complete=not missing),
        done=done_lines(contributor, person, materials, times),
        released=[
            part.session.public_id for part in parts if programme.item(part.session.public_id)
        ],
        PARTS=PARTS,
    )


@bp.route("/<event:event>/speaking/co-speaker", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
@limited("10 per hour")
def propose_beside_me(event: Event) -> ResponseReturnValue:
    """Take the name of somebody whom the contributor would like to have beside them."""
    form, items = CoSpeakerForm(), own_sessions()
    form.offer(items)
    if form.validate_on_submit():
        item = next(item for item in items if item.public_id == form.session.data)
        proposed = ProposedPerson(
            form.given_name.data, form.family_name.data, form.organisation.data, form.email.data
        )
        by, now = contributor_actor(visitor()), clock.now()
        try:
            propose_co_speaker(db.session(), event, item, proposed, by=by, now=now)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("The organisers have your proposal and will decide on it."))
            return home_again(event)
    return page(
        "website/speaking/co_speaker.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        visitor=visitor(),
        person=own_person(),
    )
