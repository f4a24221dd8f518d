"""Which texts the overview lists, and under whose name."""

import pytest
from flask import Flask

from eventapp.backoffice.languages.listing import TextSearch, following, grouped, title_of
from eventapp.languages import Translated
from eventapp.texts.standing import TextState
from eventapp.workflows.public_texts import TextStanding, standing
from eventapp.workflows.text_kinds import FIELDS, PARTS, PublicText, TextOwner


def known(owner: TextOwner, name: str = "", by_team: tuple[str, ...] = ()) -> TextStanding:
    """Return a text that is written in German and French."""
    text = PublicText(
        kind="hosts", record="1", field="text", name=Translated(de="x"),
        text=Translated(de="a", fr="b"), owner=owner, owner_name=name, by_team=by_team,
    )  # fmt: skip
    return standing(text, {})


def test_a_search_holds_what_is_open_in_the_language_of_the_owner() -> None:
    team = known(TextOwner.TEAM)

    assert TextSearch(None, None, "").holds(team)
    assert TextSearch(TextOwner.TEAM, TextState.MISSING, "en").holds(team)
    assert not TextSearch(None, TextState.MISSING, "fr").holds(team)
    assert not TextSearch(None, TextState.REVIEWED, "").holds(team)
    assert not TextSearch(TextOwner.HOST, None, "").holds(team)


def test_hosts_stand_by_themselves_behind_the_team() -> None:
    rows = [known(TextOwner.HOST, "B"), known(TextOwner.HOST, "A"), known(TextOwner.TEAM)]

    names = [name for name, _rows in grouped(rows)]
    assert names[1:] == ["A", "B"]
    assert len(names) == 3


def test_the_next_text_is_the_one_after_this_and_the_first_after_the_last() -> None:
    first, second, third = (known(TextOwner.HOST, name) for name in "ABC")
    for each, record in ((second, "2"), (third, "3")):
        object.__setattr__(each.text, "record", record)

    every = [third, first, second]
    assert following(every, second) == [third, first]
    assert following(every, third) == [first, second]


def test_the_team_owes_what_it_translates_for_others() -> None:
    assert known(TextOwner.CONTRIBUTOR).owner is TextOwner.CONTRIBUTOR
    assert known(TextOwner.CONTRIBUTOR, by_team=("fr", "en")).owner is TextOwner.TEAM
    assert known(TextOwner.CONTRIBUTOR, by_team=("fr",)).owner is TextOwner.CONTRIBUTOR


@pytest.mark.on_sqlite
def test_every_text_has_a_name_that_a_form_gives_it(app: Flask) -> None:
    parts = [(kind, f"{part}.1") for kind, part in PARTS.items()]
    every = [(kind, name) for kind, names in FIELDS.items() for name in names]
    with app.test_request_context("/?lang=en"):
        titles = {
            (kind, name): title_of(
                PublicText(kind=kind, record="1", field=name, name=Translated(), text=Translated())
            )
            for kind, name in [*every, *parts]
        }

    assert not {key for key, title in titles.items() if title in ("", key[1])}
