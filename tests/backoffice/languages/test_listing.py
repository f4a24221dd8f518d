"""Which texts the overview lists, and under whose name."""

from eventapp.backoffice.languages.listing import TextSearch, following, grouped
from eventapp.languages import Translated
from eventapp.texts.standing import TextState
from eventapp.workflows.public_texts import TextStanding, standing
from eventapp.workflows.text_kinds import PublicText, TextOwner


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
