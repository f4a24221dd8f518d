"""How many files a change touches: counted by what is there, so that what the guide says is true."""

import re

import pytest

from eventapp.door import constants
from eventapp.paths import CHECKOUT, PACKAGE

GUIDE = CHECKOUT / "docs" / "architecture.md"
INSTANCES = {
    "a kind of question": r"\bYES_NO\b|yes-no",
    "a list to download": r"exports\.session_places|backoffice\.session_places_csv",
    "a badge layout": r"a6x4-duplex",
    "a role": r"\bGATE\b",
    "an answer to a scan": r"\bWAS_OUTSIDE\b|was_outside",
    "a language": r"Français|fr_FR",
    "a field of a record": r"\bequipment\b",
    "the same, published with the programme": r"\.receivers\b|\breceivers\b[\"\']?\s*[:=,]",
    "a field of the API's answers": r"Beside\(\w+, position|position = fields\.Integer\(required=True, allow_none",
    "an e-mail": r"\bDeclinedEmail\b|registration/declined",
    "a page": r"website\.hosts\b|website/hosts\.html|def hosts_page",
    "who gets a place": r"\bEVENT_FULL\b|event-full",
}
"""What the guide calls a change -> what names one that was made."""
MADE = {
    "a list to download": ("exports/session_places.py",),
    "an e-mail": ("declined.html",),
}
"""Files that are such a thing themselves, by the end of their name."""
LIMITS = {
    "a kind of question": 5,
    "a list to download": 5,
    "a badge layout": 1,
    "a role": 5,
    "an answer to a scan": 5,
    "a language": 1,
    "a field of a record": 8,
    "the same, published with the programme": 8,
    "a field of the API's answers": 8,
    "an e-mail": 3,
    "a page": 3,
    "who gets a place": 5,
}
"""How many files each change may touch at most, catalogues and tests aside."""
OF_NO_CHANGE = {"demo", "bench", "vendor", "translations"}


def naming(change: str) -> set[str]:
    """Return the files of the program that name the instance of a change, or are its own."""
    fields = set()
    for root in (PACKAGE, CHECKOUT / "templates", CHECKOUT / "migrations"):
        for path in root.rglob("*"):
            if path.suffix not in {".py", ".html", ".txt", ".xml", ".js", ".css"}:
                continue
            if OF_NO_CHANGE & set(path.parts) or path == constants.SCRIPT:
                continue
            name = path.relative_to(CHECKOUT).as_posix()
            named = re.search(INSTANCES[change], path.read_text(encoding="utf-8"))
            if named or name.endswith(MADE.get(change, ())):
                fields.add(name)
    foundation = r"_foundation\.py$"  # holds what was there from the start, whatever it is
    return {name for name in fields if not re.search(foundation, name)}


def told() -> dict[str, int]:
    """Return the numbers of the guide."""
    text = GUIDE.read_text(encoding="utf-8").partition("## Where do I change")[2]
    rows = re.findall(r"^\| (.+?) \| .* \| (\d+) \|$", text, re.MULTILINE)
    return {change: int(number) for change, number in rows}


def test_guide_tells_each_change_that_is_counted() -> None:
    assert list(told()) == list(INSTANCES)


@pytest.mark.parametrize("change", INSTANCES)
def test_change_touches_as_many_files_as_the_guide_says(change: str) -> None:
    files = naming(change)

    assert len(files) == told()[change], sorted(files)


@pytest.mark.parametrize("change", INSTANCES)
def test_change_touches_no_more_files_than_anybody_can_keep_in_mind(change: str) -> None:
    files = naming(change)

    assert len(files) <= LIMITS[change], sorted(files)
