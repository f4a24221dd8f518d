"""The table of dangers names tests that exist, each row one, in the order of its ids."""

import re

from eventapp.paths import CHECKOUT

ROW = re.compile(r"^\| ([CFBPL]\d+) \| (.+) \| `(tests/[\w/]+\.py)` \|$")
TABLE = CHECKOUT / "docs" / "hardening.md"


def rows() -> list[tuple[str, str, str]]:
    """Return (id, danger, test) of every row below the head."""
    lines = [
        line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("|")
    ]
    matches = [ROW.match(line) for line in lines[2:]]
    assert None not in matches, "a row that is none"
    return [(match[1], match[2], match[3]) for match in matches if match is not None]


def test_every_test_named_beside_a_danger_exists_and_proves_something() -> None:
    named = {test for _id, _danger, test in rows()}

    assert [name for name in sorted(named) if not (CHECKOUT / name).is_file()] == []
    for name in named:
        assert "\ndef test_" in (CHECKOUT / name).read_text(encoding="utf-8"), name


def test_every_test_named_beside_a_standard_exists() -> None:
    _table, standards = TABLE.read_text(encoding="utf-8").split("\n## Standards")
    named = set(re.findall(r"`(tests/[^`]+)`", standards))

    assert len(named) >= 8
    assert [name for name in sorted(named) if not (CHECKOUT / name).is_file()] == []


def test_dangers_stand_in_order_and_each_in_words_of_its_own() -> None:
    dangers = rows()
    order = [("CFBPL".index(number[0]), int(number[1:])) for number, _danger, _test in dangers]

    assert len(dangers) >= 25
    assert order == sorted(order)
    assert len({danger for _id, danger, _test in dangers}) == len(dangers)
