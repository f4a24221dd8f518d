"""Contributors as participants: registered because of their part, or told apart from it."""

from collections.abc import Callable, Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor, visible
from eventapp.errors import Refusal
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.kinds.kind import endpoint_of
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext, render
from eventapp.people.models import Person
from eventapp.registration import queries
from eventapp.registration.models import PlaceAfter
from eventapp.registration.services import contributors
from eventapp.registration.services.steps import IN_ONE_STEP
from eventapp.turns import commit_step
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


@bp.route("/<event:event>/manage/contributors/places", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def contributor_places(event: Event) -> ResponseReturnValue:
    """Show which contributors lack a place and which places lack a part, and settle both."""
    if request.method == "POST":
        act, _colon, key = request.form.get("act", "").partition(":")
        does = {"admit": _admit, "take": _take, "kept": _release, "cancelled": _release}
        try:
            if act in does:
                does[act](event, key)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            flash(render(refusal.sentence))
        return redirect(url_for(".contributor_places", event=event), 303)
    session = db.session()
    lacking = queries.without_place(session, event)
    return page(
        "backoffice/participation/places.html",
        event=event,
        people_page=f".{endpoint_of('records', of_programme=True)}",
        lacking=[(person, queries.of_person(session, person)) for person in lacking],
        namesakes=queries.namesakes(session, event, lacking),
        left_over=queries.without_part(session, event),
        admitted=queries.contributing(session, event),
    )


def _admit(event: Event, _key: str) -> None:
    """Give a place to everybody who was ticked; a few at a time, so that no door waits."""
    session, by = db.session(), actor()
    chosen = _lacking(event, lambda person: person.public_id in request.form.getlist("person"))
    for start in range(0, len(chosen), IN_ONE_STEP):
        for person in chosen[start : start + IN_ONE_STEP]:
            now = clock.now()
            admission = contributors.admit(session, event, person, by=by, now=now)
            contributors.tell_admitted(session, event, admission, now=now)
        commit_step(session)
    flash(
        ngettext(
            "One contributor has a place now.",
            "%(num)s contributors have a place now.",
            len(chosen),
        )
    )


def _take(event: Event, key: str) -> None:
    """Let a registration be that of a contributor, by its reference."""
    typed = request.form.get(f"reference-{key}", "").strip().upper()
    for person in _lacking(event, lambda person: person.public_id == key):
        registration, now = visible(typed), clock.now()
        admission = contributors.take_over(
            db.session(), event, registration, person, by=actor(), now=now
        )
        contributors.tell_admitted(db.session(), event, admission, now=now)
        flash(
            _(
                "%(name)s now has the place of registration %(place)s.",
                name=person.full_name,
                place=typed,
            )
        )


def _release(event: Event, key: str) -> None:
    """Keep the place of somebody without a part as a participant's, or cancel it."""
    after = PlaceAfter(request.form["act"].partition(":")[0])
    registration = visible(key)
    left = queries.without_part(db.session(), event)
    if registration in left:
        contributors.release(db.session(), event, registration, after, by=actor(), now=clock.now())
        flash(_("Saved"))


def _lacking(event: Event, chosen: Callable[[Person], bool]) -> Sequence[Person]:
    return [person for person in queries.without_place(db.session(), event) if chosen(person)]
