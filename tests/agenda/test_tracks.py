"""Tracks: behind those there are, renamed only where somebody renames them."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.services.tracks import TrackChange, change_track
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from tests.factories.agenda import make_track
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite


def test_a_track_stands_behind_those_there_are_and_keeps_its_place_when_renamed(
    session: Session,
) -> None:
    event = make_event(session)
    make_track(session, event, "Water")
    energy = make_track(session, event, "Energy")
    stood = energy.version

    change_track(session, energy, TrackChange.of(energy), by=SYSTEM, now=NOON)
    assert energy.version == stood
    change = replace(TrackChange.of(energy), name=Translated.same("Power"))
    change_track(session, energy, change, by=SYSTEM, now=NOON)

    assert (energy.name.into("de"), energy.position) == ("Power", 1)
