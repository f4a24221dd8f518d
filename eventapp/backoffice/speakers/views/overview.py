"""Everybody who contributes, one row a person: what is overdue first, what is missing in words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.agenda.render import PARTS
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.downloads import as_table
from eventapp.backoffice.member import actor
from eventapp.backoffice.speakers.download import rows
from eventapp.backoffice.speakers.forms import NOBODY
from eventapp.backoffice.speakers.selection import for_each
from eventapp.backoffice.speakers.words import STANDINGS
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.i18n import ngettext
from eventapp.languages import LANGUAGES
from eventapp.people import queries as people
from eventapp.speakers.models import Contributor
from eventapp.speakers.open_points import WORDS, PointKind, in_words
from eventapp.speakers.standing import Standing
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.contributors import ContributorSearch, contributors, of_ids
from eventapp.workflows.speaking import confirm

PAGE = 100
"""Rows of one page."""
Choice = TypeVar("Choice", Standing, PointKind)


@bp.get("/<event:event>/manage/speakers")
@open_to(Audience.MEMBER, *EDITORS)
def speakers_overview(event: Event) -> ResponseReturnValue:
    """Show who contributes, as asked for."""
    search = asked()
    listed = contributors(db.session(), event, search, now=clock.now())
    last = max(1, -(-len(listed.rows) // PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    return page(
        "backoffice/speakers/overview.html",
        event=event,
        search=search,
        listed=listed,
        rows=listed.rows[(number - 1) * PAGE : number * PAGE],
        sessions=[(item.public_id, i18n.render(item.title)) for item in listed.sessions],
        hosts=people.hosts(db.session(), event),
        number=number,
        pages=last,
        PARTS=PARTS,
        STANDINGS=STANDINGS,
        WORDS=WORDS,
        LANGUAGES=LANGUAGES,
        in_words=in_words,
        link=lambda **changed: link(event, search, **changed),
    )


@bp.get("/<event:event>/manage/speakers.<any(csv, xlsx):form>")
@open_to(Audience.MEMBER, *EDITORS)
def download_speakers(event: Event, form: str) -> ResponseReturnValue:
    """Hand out everybody whom the page lists as it is asked for, as a table."""
    listed = contributors(db.session(), event, asked(), now=clock.now())
    return as_table(rows(listed.rows), form, f"{event.slug}-contributors")


def asked() -> ContributorSearch:
    """Return which contributors the address asks for; what it says wrongly is not asked."""
    given = request.args
    language = given.get("language", "")
    return ContributorSearch(
        typed=given.get("q", "")[:100],
        session=given.get("session", "")[:24],
        host=given.get("host", type=int),
        language=language if language in LANGUAGES else "",
        standing=_one_of(Standing, given.get("state", "")),
        missing=_one_of(PointKind, given.get("missing", "")),
        is_open="open" in given,
    )


def _one_of(kind: type[Choice], text: str) -> Choice | None:
    return kind(text) if text in {member.value for member in kind} else None


def link(event: Event, search: ContributorSearch, **changed: Any) -> str:
    """Return the address of the list as it is asked for, with this otherwise."""
    number, form = changed.pop("page", None), changed.pop("form", "")
    other = replace(search, **changed)
    values: Mapping[str, object] = {
        "q": other.typed,
        "session": other.session,
        "host": other.host,
        "language": other.language,
        "state": other.standing.value if other.standing else "",
        "missing": other.missing.value if other.missing else "",
        "open": "1" if other.is_open else "",
        "page": number,
    }
    query = urlencode({name: value for name, value in values.items() if value})
    address = (
        url_for("backoffice.download_speakers", event=event, form=form)
        if form
        else url_for("backoffice.speakers_overview", event=event)
    )
    return address + (f"?{query}" if query else "")


@bp.post("/<event:event>/manage/speakers/confirm")
@open_to(Audience.MEMBER, *EDITORS)
def confirm_speakers(event: Event) -> ResponseReturnValue:
    """Confirm those of the selection who accepted, and write so to each."""
    session, now = db.session(), clock.now()
    those = of_ids(session, event, request.form.getlist("pick"))

    def act(contributor: Contributor) -> None:
        confirm(session, event, contributor, by=actor(), now=now)

    if confirmed := for_each(those, act):
        flash(ngettext("One contributor confirmed.", "%(num)s contributors confirmed.", confirmed))
    elif not those:
        flash(i18n.render(NOBODY))
    back = request.form.get("back", "")
    if back and len(those) == 1:
        person = those[0].person.public_id
        return redirect(url_for(".speaker", event=event, public_id=person), 303)
    return redirect(url_for(".speakers_overview", event=event), 303)
