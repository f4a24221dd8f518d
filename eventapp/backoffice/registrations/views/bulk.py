"""Acts on many registrations at once: chosen in the table, asked where it is grave, told after."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.backoffice.badges.printing import badge_sheets, usual_layout
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.labels import STATE_WORDS
from eventapp.backoffice.member import actor
from eventapp.backoffice.registrations import bulk_results
from eventapp.backoffice.registrations.forms import BulkForm
from eventapp.backoffice.registrations.search import asked, link
from eventapp.composition import do_soon
from eventapp.errors import Conflict, Expired, Invalid, Sentence
from eventapp.events import queries as events
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.journal.services import Actor
from eventapp.registration import queries
from eventapp.registration.jobs import tend
from eventapp.registration.models import HOLDING, Registration, State
from eventapp.registration.services import bulk as services
from eventapp.registration.services import steps
from eventapp.registration.services.bulk import Result
from eventapp.turns import commit_step, nothing_held
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

ACTS = ("confirm", "approve", "link", "decline", "cancel", "move", "badges", "ask")
ASKS = ("decline", "cancel", "move", "ask")
"""Acts that ask once more, with the facts."""

FREEING = ("decline", "cancel", "move", "restore")
"""Acts after which who waits may have a place."""

MOST_NAMED = 5
"""People named one by one in a sentence."""


class TooMany(Conflict):
    """More were chosen than one act takes."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "At most %(most)s at once. Nothing was changed; narrow your search and try again.",
                most=services.MOST,
            )
        )


class NothingToUndo(Expired):
    """The press is too long ago, or somebody else's."""

    def __init__(self) -> None:
        super().__init__(Sentence("This can no longer be undone here. Nothing was changed."))


def _chosen() -> Sequence[Registration]:
    """Return whom the press names: those ticked, or all that fit the table's search."""
    scope = access.member().scope
    if "every" in request.form:
        registrations = queries.everything(db.session(), scope, asked())
        if len(registrations) > services.MOST:
            raise TooMany
        return registrations
    ticked = {
        reference
        for reference in request.form.getlist("pick")
        if reference.isalnum() and reference.isascii()
    }
    if len(ticked) > services.MOST:
        raise TooMany
    return queries.chosen(db.session(), scope, ticked)


@bp.post("/<event:event>/manage/registrations/bulk")
@open_to(Audience.MEMBER, Role.ORGANISER)
def act_on_many(event: Event) -> ResponseReturnValue:
    """Do to all who are chosen what was pressed, in one transaction."""
    act = request.form.get("act", "")
    if act not in ACTS:
        raise Invalid(Sentence("Choose what to do with the selection."))
    with nothing_held(db.session()):  # a thousand are read while others write
        chosen = _chosen()
        form = BulkForm.of(act, events.categories(db.session(), event), event.tzinfo)
        if not chosen:
            return redirect(link(event, nobody="1"), 303)
        if act in ASKS and not ("sure" in request.form and form.validate()):
            return _ask(event, act, chosen, form)
        references = sorted(registration.reference for registration in chosen)
        numbers = steps.in_order(act, chosen)
        badged = _with_badges(chosen) if act == "badges" else set()
    if act == "badges":
        return _badges(event, badged)
    until = form.answer_by.data.isoformat() if act == "ask" else ""
    parts = (act, references, form.reason.data, form.category.data, until)
    key = bulk_results.key_of(form.sent_as.data or "", *parts)
    send = bulk_results.begin(event, key)
    if not send.repeated:
        do = partial(_do, act, form, actor(), clock.now())
        _in_steps(event, bulk_results.KeptResult(send, act), act, numbers, do)
    return redirect(link(event, done=key), 303)


Act = Callable[[Event, Sequence[Registration]], Result]


def _in_steps(
    event: Event, kept: bulk_results.KeptResult, act: str, numbers: Sequence[int], do: Act
) -> None:
    """Act on a few at a time, so that no door waits for all; what was done is kept with each step.

    Asking once more is one question, put in larger steps; most e-mails follow it.
    """
    session, now = db.session(), clock.now()
    step = steps.ASKED_IN_ONE_STEP if act == "ask" else steps.IN_ONE_STEP
    for start in range(0, len(numbers), step):
        some = numbers[start : start + step]
        kept.add(do(event, steps.those(session, event, some)))
        commit_step(session)
    if act in FREEING:
        kept.add_served(steps.serve_waiting(session, event, now=now))
    session.commit()
    if act == "ask":
        do_soon(tend)  # writes the e-mails that the press did not


def _do(
    act: str,
    form: BulkForm,
    by: Actor,
    now: datetime,
    event: Event,
    chosen: Sequence[Registration],
) -> Result:
    session = db.session()
    if act == "decline":
        return services.decline(
            session, event, chosen, by=by, now=now, reason=form.reason.data or ""
        )
    if act == "move":
        categories = {category.key: category for category in events.categories(session, event)}
        return services.move(session, event, chosen, categories[form.category.data], by=by, now=now)
    if act == "ask":
        return services.ask_again(session, event, chosen, form.until(), by=by, now=now)
    plain = {
        "confirm": services.confirm,
        "approve": services.approve,
        "cancel": services.cancel,
        "link": services.send_links,
    }
    return plain[act](session, event, chosen, by=by, now=now)


def _ask(
    event: Event, act: str, chosen: Sequence[Registration], form: BulkForm
) -> ResponseReturnValue:
    """Show who is meant and what will follow, and ask."""
    counts = dict.fromkeys(State, 0)
    for registration in chosen:
        counts[registration.state] += 1
    return page(
        "backoffice/registrations/bulk.html",
        422 if form.errors else 200,
        event=event,
        act=act,
        chosen=chosen,
        counts=[(STATE_WORDS[state], number) for state, number in counts.items() if number],
        holding=sum(counts[state] for state in HOLDING),
        form=form,
        back=link(event),
        action=link(event, ".act_on_many"),
        STATE_WORDS=STATE_WORDS,
    )


def _with_badges(chosen: Sequence[Registration]) -> set[int]:
    """Return the numbers of those chosen who hold a place; say who has no badge and why."""
    without = [registration for registration in chosen if registration.state is not State.CONFIRMED]
    if without:
        names = i18n.format_list(registration.full_name for registration in without[:MOST_NAMED])
        words = (
            _("No badge for %(names)s: a badge requires a confirmed place.", names=names)
            if len(without) <= MOST_NAMED
            else _(
                "No badge for %(names)s and %(number)s more: a badge requires a confirmed place.",
                names=names,
                number=len(without) - MOST_NAMED,
            )
        )
        flash(words)
    return {registration.id for registration in chosen if registration.state is State.CONFIRMED}


def _badges(event: Event, numbers: set[int]) -> ResponseReturnValue:
    """Hand out the badges of these registrations."""
    if not numbers:
        return redirect(link(event), 303)
    return badge_sheets(event, usual_layout(event), "all", numbers)


@bp.post("/<event:event>/manage/registrations/undo")
@open_to(Audience.MEMBER, Role.ORGANISER)
def undo_act(event: Event) -> ResponseReturnValue:
    """Put back whom an act ended, as far as their places are still free."""
    done = request.form.get("done", "")
    result = bulk_results.kept(event, done) if done else None
    if result is None or result["act"] not in bulk_results.UNDONE:
        raise NothingToUndo
    before = {reference: State(state) for reference, state in result["done"]}
    with nothing_held(db.session()):
        people = queries.chosen(db.session(), access.member().scope, before)
        numbers = steps.in_order("restore", people)
    key = bulk_results.key_of("undo", done)
    send = bulk_results.begin(event, key)
    if not send.repeated:
        restore = partial(_restore, before, actor())
        _in_steps(event, bulk_results.KeptResult(send, "restore"), "restore", numbers, restore)
    return redirect(link(event, done=key), 303)


def _restore(
    before: Mapping[str, State], by: Actor, event: Event, people: Sequence[Registration]
) -> Result:
    ended = [(registration, before[registration.reference]) for registration in people]
    return services.restore(db.session(), event, ended, by=by, now=clock.now())
