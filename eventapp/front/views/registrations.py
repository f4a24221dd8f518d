"""The organisers' table of registrations, one registration, and what can be done to it."""

from urllib.parse import urlencode

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.badges import queries as badges
from eventapp.badges.codes import shown
from eventapp.checkin import queries as checkin
from eventapp.errors import Invalid, Refusal, Sentence
from eventapp.events import queries as events
from eventapp.events.models import Event
from eventapp.exports.registrations import as_csv
from eventapp.extensions import db
from eventapp.front.blueprint import bp
from eventapp.journal import queries as journal
from eventapp.journal.services import Actor
from eventapp.mail import queries as mail
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchRegistration
from eventapp.registration.forms import EditForm, SignUpForm
from eventapp.registration.models import Registration, Skipped, Source, State
from eventapp.registration.queries import SORTS, Search
from eventapp.registration.services import changes, sign_up
from eventapp.web import access, clock
from eventapp.web.access import Audience, open_to
from eventapp.web.forms import clean_line
from eventapp.web.pages import page

READERS = ("organiser", "desk", "cohost")
PAGE = 50
STATE_WORDS = {
    State.PENDING: ("warn", "wait", Sentence("to confirm")),
    State.WAITING: ("info", "people", Sentence("waiting")),
    State.OFFERED: ("info", "mail", Sentence("place offered")),
    State.CONFIRMED: ("ok", "check", Sentence("confirmed")),
    State.DECLINED: ("bad", "cross", Sentence("declined")),
    State.CANCELLED: ("bad", "cross", Sentence("cancelled")),
}


SKIPPED_WORDS = {
    Skipped.GROUP_FULL: Sentence("the group has no place left"),
    Skipped.ORGANISATION_FULL: Sentence("the organisation has all the places it may have"),
    Skipped.RESERVED: Sentence("the places left are kept for others"),
}


def actor() -> Actor:
    """Return the signed-in member as the journal names them."""
    viewer = access.viewer()
    return Actor("user", viewer.id, viewer.name)


def asked() -> Search:
    """Return what the address asks for; nonsense counts as not asked."""
    args = request.args
    sort = args.get("sort", "-registered")
    number = args.get("page", "1")
    return Search(
        typed=args.get("q", "")[:100],
        states=tuple(state for state in State if state.value in args.getlist("state")),
        categories=tuple(args.getlist("category"))[:20],
        sort=sort if sort.removeprefix("-") in SORTS else "-registered",
        page=min(max(1, int(number)), 10_000) if number.isascii() and number.isdigit() else 1,
        size=PAGE,
    )


def _link(event: Event, **changed: object) -> str:
    """Return this table's address with some of its questions changed."""
    query = {
        name: request.args.getlist(name) for name in ("q", "state", "category", "sort", "page")
    }
    query |= {name: [str(value)] if value else [] for name, value in changed.items()}
    pairs = [(name, value) for name, values in query.items() for value in values if value]
    return f"{url_for('.registrations', event=event)}?{urlencode(pairs)}"


@bp.get("/<event:event>/manage/registrations")
@open_to(Audience.MEMBER, *READERS)
def registrations(event: Event) -> ResponseReturnValue:
    """Show one page of the table, searched, filtered and sorted."""
    search, scope = asked(), access.member().scope
    found, total = queries.found(db.session(), scope, search)
    template = (
        "front/_table.html" if request.headers.get("HX-Request") else "front/registrations.html"
    )
    return page(
        template,
        event=event,
        search=search,
        found=found,
        total=total,
        pages=max(1, -(-total // PAGE)),
        counts=queries.counts(db.session(), scope),
        categories=events.categories(db.session(), event),
        STATE_WORDS=STATE_WORDS,
        State=State,
        link=lambda **changed: _link(event, **changed),
    )


@bp.get("/<event:event>/manage/registrations.csv")
@open_to(Audience.MEMBER, "organiser", "cohost")
def registrations_csv(event: Event) -> ResponseReturnValue:
    """Hand out what the table shows, all pages of it."""
    content = as_csv(db.session(), event, access.member().scope, asked())
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.csv"'
    return response


def _visible(reference: str) -> Registration:
    found = queries.visible(db.session(), access.member().scope, reference)
    if found is None:
        raise NoSuchRegistration
    return found


@bp.get("/<event:event>/manage/registrations/<reference>")
@open_to(Audience.MEMBER, *READERS)
def registration(event: Event, reference: str) -> ResponseReturnValue:
    """Show one registration with its badge, letters, scans and history."""
    found = _visible(reference)
    scope = access.member().scope
    badge = badges.current(db.session(), found)
    return page(
        "front/registration.html",
        event=event,
        one=found,
        position=queries.position(db.session(), found),
        answers=queries.answers_of(db.session(), found),
        consents=queries.consents_of(db.session(), found),
        badge=badge,
        fallback=shown(badge.fallback) if badge else "",
        letters=mail.about(db.session(), "registration", found.id),
        scans=checkin.history(db.session(), event, found.id),
        history=journal.history_of(db.session(), "registration", found.id, scope=scope),
        categories=events.categories(db.session(), event),
        STATE_WORDS=STATE_WORDS,
        SKIPPED_WORDS=SKIPPED_WORDS,
        State=State,
    )


ACTS = {"approve": changes.approve, "cancel": changes.cancel}
WITH_REASON = {"confirm": changes.confirm, "decline": changes.decline}


@bp.post(
    "/<event:event>/manage/registrations/<reference>/<any(approve, confirm, cancel, decline):act>"
)
@open_to(Audience.MEMBER, "organiser")
def act_on_registration(event: Event, reference: str, act: str) -> ResponseReturnValue:
    """Approve, confirm, cancel or decline one registration."""
    found, by = _visible(reference), actor()
    if act in ACTS:
        ACTS[act](db.session(), found, event, by=by, now=clock.now())
    else:
        why = clean_line(request.form.get("reason", ""))[:500]
        WITH_REASON[act](db.session(), found, event, by=by, now=clock.now(), reason=why)
    db.session().commit()
    flash(_("Saved"))
    return redirect(url_for(".registration", event=event, reference=reference), 303)


@bp.post("/<event:event>/manage/registrations/<reference>/move")
@open_to(Audience.MEMBER, "organiser")
def move_registration(event: Event, reference: str) -> ResponseReturnValue:
    """Move one registration to another group."""
    key = request.form.get("category", "")
    found = {one.key: one for one in events.categories(db.session(), event)}
    if key not in found:
        raise Invalid(Sentence("Choose one of the groups shown."), field="category")
    changes.move_to_category(
        db.session(), _visible(reference), event, found[key], by=actor(), now=clock.now()
    )
    db.session().commit()
    flash(_("Saved"))
    return redirect(url_for(".registration", event=event, reference=reference), 303)


@bp.route("/<event:event>/manage/registrations/<reference>/edit", methods=["GET", "POST"])
@open_to(Audience.MEMBER, "organiser")
def edit_registration(event: Event, reference: str) -> ResponseReturnValue:
    """Correct who a participant is."""
    found = _visible(reference)
    form = EditForm.of(found)
    if form.validate_on_submit():
        try:
            changes.change_details(
                db.session(),
                found,
                event,
                form.details(found),
                seen=form.version.data or 0,
                by=actor(),
                now=clock.now(),
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("Saved"))
            return redirect(url_for(".registration", event=event, reference=reference), 303)
    return page(
        "front/edit_registration.html",
        422 if form.is_submitted() else 200,
        event=event,
        one=found,
        form=form,
    )


@bp.route("/<event:event>/manage/registrations/add", methods=["GET", "POST"])
@open_to(Audience.MEMBER, "organiser")
def add_registration(event: Event) -> ResponseReturnValue:
    """Register somebody by hand; here the organiser is told when the address is known."""
    categories = events.categories(db.session(), event)
    form = SignUpForm.for_event(categories, (), ())
    if form.validate_on_submit():
        chosen = next(one for one in categories if one.key == form.category.data)
        try:
            by_hand = sign_up.Way(Source.MANUAL)
            made = sign_up.register_for(
                db.session(), event, chosen, form.details(), by_hand, by=actor(), now=clock.now()
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("Registered; a letter is on its way."))
            return redirect(url_for(".registration", event=event, reference=made.reference), 303)
    return page(
        "front/add_registration.html", 422 if form.is_submitted() else 200, event=event, form=form
    )
