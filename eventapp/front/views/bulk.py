"""Acts on many registrations at once: chosen in the table, asked where it is grave, told after."""

from collections.abc import Sequence

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.badges.sheets import LAYOUTS
from eventapp.errors import Conflict, Expired, Invalid, Sentence
from eventapp.events import queries as events
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.front import results
from eventapp.front.act_forms import BulkForm
from eventapp.front.blueprint import bp
from eventapp.front.views.desk import badge_sheets
from eventapp.front.views.registrations import actor
from eventapp.front.views.table import asked, link
from eventapp.front.words import STATE_WORDS
from eventapp.registration import queries
from eventapp.registration.models import HOLDING, Registration, State
from eventapp.registration.services import bulk as services
from eventapp.registration.services.bulk import Result
from eventapp.web import access, clock, i18n
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

ACTS = ("confirm", "approve", "link", "decline", "cancel", "move", "badges", "ask")
ASKS = ("decline", "cancel", "move", "ask")
"""Acts that ask once more, with the facts."""

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
        found = queries.everything(db.session(), scope, asked())
        if len(found) > services.MOST:
            raise TooMany
        return found
    ticked = {one for one in request.form.getlist("pick") if one.isalnum() and one.isascii()}
    if len(ticked) > services.MOST:
        raise TooMany
    return queries.chosen(db.session(), scope, ticked)


@bp.post("/<event:event>/manage/registrations/bulk")
@open_to(Audience.MEMBER, "organiser")
def act_on_many(event: Event) -> ResponseReturnValue:
    """Do to all who are chosen what was pressed, in one transaction."""
    act = request.form.get("act", "")
    if act not in ACTS:
        raise Invalid(Sentence("Choose what to do with the selection."))
    chosen = _chosen()
    form = BulkForm.of(act, events.categories(db.session(), event), event.tzinfo)
    if not chosen:
        return redirect(link(event, nobody="1"), 303)
    if act == "badges":
        return _badges(event, chosen)
    if act in ASKS and not ("sure" in request.form and form.validate()):
        return _ask(event, act, chosen, form)
    references = sorted(one.reference for one in chosen)
    until = form.answer_by.data.isoformat() if act == "ask" else ""
    parts = (act, references, form.reason.data, form.category.data, until)
    key = results.key_of(form.sent_as.data or "", *parts)
    send = results.begin(event, key)
    if not send.repeated:
        results.keep(send, act, _do(event, act, chosen, form))
        db.session().commit()
    return redirect(link(event, done=key), 303)


def _do(event: Event, act: str, chosen: Sequence[Registration], form: BulkForm) -> Result:
    session, by, now = db.session(), actor(), clock.now()
    if act == "decline":
        return services.decline(
            session, event, chosen, by=by, now=now, reason=form.reason.data or ""
        )
    if act == "move":
        groups = {one.key: one for one in events.categories(session, event)}
        return services.move(session, event, chosen, groups[form.category.data], by=by, now=now)
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
    for one in chosen:
        counts[one.state] += 1
    return page(
        "front/bulk.html",
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


def _badges(event: Event, chosen: Sequence[Registration]) -> ResponseReturnValue:
    """Hand out the badges of those chosen who hold a place, and say who has none and why."""
    without = [one for one in chosen if one.state is not State.CONFIRMED]
    if without:
        names = i18n.format_list(one.full_name for one in without[:MOST_NAMED])
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
    if len(without) == len(chosen):
        return redirect(link(event), 303)
    return badge_sheets(event, LAYOUTS["a6"], "all", {one.id for one in chosen})


@bp.post("/<event:event>/manage/registrations/undo")
@open_to(Audience.MEMBER, "organiser")
def undo_act(event: Event) -> ResponseReturnValue:
    """Put back whom an act ended, as far as their places are still free."""
    done = request.form.get("done", "")
    found = results.kept(event, done) if done else None
    if found is None or found["act"] not in results.UNDONE:
        raise NothingToUndo
    key = results.key_of("undo", done)
    send = results.begin(event, key)
    if not send.repeated:
        before = {reference: State(state) for reference, state in found["done"]}
        people = queries.chosen(db.session(), access.member().scope, before)
        ended = [(one, before[one.reference]) for one in people]
        result = services.restore(db.session(), event, ended, by=actor(), now=clock.now())
        results.keep(send, "restore", result)
        db.session().commit()
    return redirect(link(event, done=key), 303)
