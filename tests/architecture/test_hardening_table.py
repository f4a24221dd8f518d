"""The table of dangers names tests that exist, each row one, in the order of its ids."""

import re

from eventapp.paths import CHECKOUT

ROW = re.compile(r"^\| ([CFBPL]\d+) \| (.+) \| `(tests/[\w/]+\.py)` \|$")
TABLE = CHECKOUT / "docs" / "hardening.md"


def rows() -> list[tuple[str, str, str]]:
    """Return (id, danger, test) of every row below the head."""
    lines = [one for one in TABLE.read_text(encoding="utf-8").splitlines() if one.startswith("|")]
    found = [ROW.match(one) for one in lines[2:]]
    assert None not in found, "a row that is none"
    return [(one[1], one[2], one[3]) for one in found if one is not None]


def test_every_test_named_beside_a_danger_exists_and_proves_something() -> None:
    named = {test for _id, _danger, test in rows()}

    assert [one for one in sorted(named) if not (CHECKOUT / one).is_file()] == []
    for one in named:
        assert "\ndef test_" in (CHECKOUT / one).read_text(encoding="utf-8"), one


def test_every_test_named_beside_a_standard_exists() -> None:
    _table, standards = TABLE.read_text(encoding="utf-8").split("\n## Standards")
    named = set(re.findall(r"`(tests/[^`]+)`", standards))

    assert len(named) >= 8
    assert [one for one in sorted(named) if not (CHECKOUT / one).is_file()] == []


def test_dangers_stand_in_order_and_each_in_words_of_its_own() -> None:
    found = rows()
    order = [("CFBPL".index(one[0]), int(one[1:])) for one, _danger, _test in found]

    assert len(found) >= 25
    assert order == sorted(order)
    assert len({danger for _id, danger, _test in found}) == len(found)
