"""Invented guests: each has a name and a badge of their own."""

from pathlib import Path

import pytest

from eventapp.badges import services as badges
from eventapp.bench.world import World


@pytest.fixture
def here(tmp_path: Path) -> World:
    """Return a small world on SQLite."""
    return World(tmp_path)


def test_everybody_who_is_added_has_a_name_and_a_badge_of_their_own(here: World) -> None:
    here.grow(400)

    with here.session() as (session, event):
        faces = badges.faces(session, event, chosen="all")
    here.end()
    assert len(faces) >= 380  # a few of the demo gave their place up
    assert len({one.token for one in faces}) == len(faces)
    assert (
        len({(one.title, one.given_name, one.family_name) for one in faces}) > 360
    )  # the demo drew a few of the same
    assert len({one.category for one in faces}) >= 4
    assert {one.language for one in faces} >= {"de", "fr"}
