"""Printing badges: at once, or in the background where they are many."""

from collections.abc import Collection

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.badges import making as print_runs
from eventapp.badges import queries as badge_queries
from eventapp.badges import services as badge_services
from eventapp.badges.errors import NoBadges
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS, Layout
from eventapp.composition import settings
from eventapp.documents.pdf import render
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.turns import nothing_held
from eventapp.web import access
from eventapp.web.pages import as_file


def usual_layout(event: Event) -> Layout:
    """Return the paper that the event's badges were printed on last; at first A6."""
    last = badge_queries.latest_run(db.session(), event)
    return LAYOUTS.get(last.layout if last is not None else "", LAYOUTS["a6"])


def badge_sheets(
    event: Event, layout: Layout, chosen: str, only: Collection[int] | None = None
) -> ResponseReturnValue:
    """Answer with the PDF, of `only` these registrations if given; a big one is the worker's.

    Missing codes are issued and what is in the PDF is marked as printed.
    """
    print_runs.issue_missing(db.session(), event, settings().keys_dir, now=clock.now())
    with nothing_held(db.session()):
        faces = badge_services.faces(db.session(), event, chosen=chosen, only=only)
        if not faces:
            raise NoBadges
        document = None
        if not print_runs.is_big(faces, layout):
            document = document_of(event, agenda.released(db.session(), event), faces, layout)
    if document is None:
        return _in_background(event, layout, chosen, only)
    content = render(document)
    badge_services.mark_printed(
        db.session(),
        event,
        faces,
        layout=layout.key,
        chosen=chosen,
        by=access.viewer().name,
        now=clock.now(),
    )
    db.session().commit()
    flash(
        ngettext(
            "One badge has been created and counts as printed.",
            "%(num)s badges have been created and count as printed.",
            len(faces),
        )
    )
    return as_file(Response(content), "application/pdf", f"{event.slug}-badges.pdf")


def _in_background(
    event: Event, layout: Layout, chosen: str, only: Collection[int] | None
) -> ResponseReturnValue:
    """Let the worker make the PDF, and lead to the page that shows how far it is."""
    who, chosen_ones = access.viewer().name, sorted(only) if only is not None else None
    asked = print_runs.ask(
        db.session(), event, layout, chosen, chosen_ones, by=who, now=clock.now()
    )
    db.session().commit()
    if not asked:
        flash(_("Badges are already being created; request this print run afterwards."))
    return redirect(url_for(".badges", event=event), 303)
