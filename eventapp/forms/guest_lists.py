"""Lists of people as organisers paste them: rows of a table, or addresses of a mail program.

Known are `address; given name; family name; organisation` with semicolons, tabs or commas, bare
addresses one after another, and Outlook's `Name <address>; "Family, Given" <address>`. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eventapp.text_search import clean_line

COLUMNS = 4
_NAMED = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^<>;]*?))\s*<([^<>]*)>\s*')
_BETWEEN = re.compile(r"[;,]")
_ASIDE = re.compile(r"\(([^()]*)\)")
_TITLE = re.compile(
    r"(?:(?:Dr|Prof|Dipl|Mag|Ing|PD|Mme|Mr|Mrs|Ms|Herr|Frau)\b\.?[\w.-]*\s+)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class GuestRow:
    """One person of a list, with the line on which they stand."""

    line: int
    address: str
    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    title: str = ""


def rows_of(typed: str) -> list[GuestRow]:
    """Return the people of a list in their order, each address once."""
    rows: dict[str, GuestRow] = {}
    for number, line in enumerate(typed.splitlines(), 1):
        for row in _rows_of_line(number, line):
            rows.setdefault(row.address.casefold(), row)
    return list(rows.values())


def _rows_of_line(number: int, line: str) -> Iterator[GuestRow]:
    if "<" in line:
        yield from _named_rows(number, line)
        return
    cells = [clean_line(cell) for cell in _BETWEEN.split(line)]
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and all("@" in cell for cell in filled):
        yield from (GuestRow(number, cell) for cell in filled)
    elif filled:
        between = next((sign for sign in (";", "\t", ",") if sign in line), ";")
        row = [clean_line(cell) for cell in line.split(between)]
        address, given, family, organisation = [*row, *[""] * COLUMNS][:COLUMNS]
        yield GuestRow(number, address, given[:80], family[:80], organisation[:200])


def _named_rows(number: int, line: str) -> Iterator[GuestRow]:
    """Yield who stands in a list of a mail program; what is left over stands as it is."""
    end = 0
    while match := _NAMED.match(line, end):
        quoted, plain, address = match.groups()
        end = match.end() + (1 if line[match.end() : match.end() + 1] in {";", ","} else 0)
        name = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain.strip(" ,'")
        while "," in name and "@" in name.partition(",")[0]:  # a bare address before a named one
            bare, _, name = name.partition(",")
            yield GuestRow(number, clean_line(bare))
        yield _called(number, clean_line(address), clean_line(name))
    for left in _BETWEEN.split(line[end:]):
        if clean_line(left):
            yield GuestRow(number, clean_line(left))


def _called(number: int, address: str, name: str) -> GuestRow:
    """Return a person by the name a mail program shows: `Given Family` or `Family, Given`."""
    aside = _ASIDE.search(name)
    organisation = aside[1].strip() if aside else ""
    name = _ASIDE.sub(" ", name).strip()
    if name.casefold() == address.casefold():
        name = ""
    family, comma, rest = (part.strip() for part in name.partition(","))
    given, _, more = (part.strip() for part in rest.partition(","))
    begins = _TITLE.match(f"{given} " if comma else f"{name} ")
    title = begins[0].strip() if begins else ""
    if comma:
        given = given[len(title) :].strip()
    else:
        given, family = _parted(name[len(title) :].split())
    return GuestRow(
        number, address, given[:80], family[:80], (organisation or more)[:200], title=title[:60]
    )


def _parted(words: list[str]) -> tuple[str, str]:
    """Return given and family name; the family's begins with its small word: `von der Heide`."""
    last = len(words) - 1
    begins = next((at for at in range(1, last) if words[at][0].islower()), last)
    return " ".join(words[: max(begins, 0)]), " ".join(words[max(begins, 0) :])
