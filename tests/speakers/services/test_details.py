"""Two of the team note something about a contributor at once: both are kept."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.changes import seen_in
from eventapp.events.models import Event
from eventapp.speakers.services.details import ContributorChange, change_contributor
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


def test_what_each_of_two_changed_is_kept(session: Session, event: Event) -> None:
    contributor = make_contributor(session, event)
    held = ContributorChange.of(contributor)
    seen = seen_in(held)
    for change in (replace(held, language="fr"), replace(held, team_note="Vegan")):
        change_contributor(session, event, contributor, change, seen=seen, by=SOMEBODY, now=NOON)

    assert (contributor.language, contributor.team_note) == ("fr", "Vegan")
    version = contributor.version
    change_contributor(
        session, event, contributor, ContributorChange.of(contributor), by=SOMEBODY, now=NOON
    )
    assert contributor.version == version
