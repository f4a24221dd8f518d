"""A page of the activity log: its entries, and what they are about by the names one may see."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from flask import request

from eventapp.agenda import queries as agenda
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.journal import queries as journal
from eventapp.journal.models import Entry
from eventapp.orm import Translated
from eventapp.registration import queries as registration
from eventapp.registration.services import invitations
from eventapp.scope import Scope
from eventapp.speakers.queries import materials, proposals
from eventapp.speakers.services.materials import DESK_MATERIAL, MATERIAL

A_PAGE = 100
BIGGEST_ID = 2**31


def logged(event: Event, scope: Scope) -> dict[str, Any]:
    """Return what the log shows of a part of the event, from where the address asks for it."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before < BIGGEST_ID:
        before = None
    entries = journal.latest(db.session(), scope, most=A_PAGE + 1, before=before)
    shown = entries[:A_PAGE]
    return {
        "entries": shown,
        "older": shown[-1].id if len(entries) > A_PAGE else None,
        **named_in(event, scope, shown),
    }


def named_in(event: Event, scope: Scope, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return whom entries of the journal are about, as far as the reader may see them.

    The entries are those of the scope already; of people, who is in it now is named.
    """
    numbers = defaultdict[str, list[int]](list)
    for entry in entries:
        numbers[entry.object_kind].append(entry.object_id or 0)
    guests = invitations.by_ids(db.session(), event, numbers["invitation"])
    return {
        "people": registration.by_ids(db.session(), scope, numbers["registration"]),
        "titles": {
            "session": agenda.titles(db.session(), event, numbers["session"]),
            "proposal": proposals.titles(db.session(), event, numbers["proposal"]),
            **{
                kind: materials.names(db.session(), event, numbers[kind])
                for kind in (MATERIAL, DESK_MATERIAL)
            },
            "call": dict.fromkeys(numbers["call"], Translated.same(_("Call for contributions"))),
        },
        "guests": {
            number: guest
            for number, guest in guests.items()
            if scope.organisation_ids is None or guest.delegation_id in scope.organisation_ids
        },
    }
