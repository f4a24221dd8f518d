"""How a row of a table becomes somebody to invite. Pure."""

from collections.abc import Mapping

from eventapp.languages import LANGUAGES
from eventapp.registration.services.invitations import InvitationChange
from eventapp.text_search import fold

CALLED = {
    "de": "de deutsch german allemand",
    "fr": "fr francais french franzosisch",
    "en": "en english englisch anglais",
}
"""Language -> how people write it in a cell, folded."""


def guest_of(cells: Mapping[str, str], *, language: str) -> InvitationChange:
    """Return who stands in a row; `language` is for whose row names none that is known."""
    given, family = cells.get("given_name", ""), cells.get("family_name", "")
    if not family and "name" in cells:
        begin, _, family = cells["name"].rpartition(" " if not given else "\0")
        given = given or begin
    return InvitationChange(
        email=_line(cells.get("email", ""), 254),
        title=_line(cells.get("title", ""), 60),
        given_name=_line(given, 80),
        family_name=_line(family, 80),
        organisation=_line(cells.get("organisation", ""), 200),
        language=_language(cells.get("language", "")) or language,
    )


def _line(cell: str, most: int) -> str:
    return " ".join(cell.split())[:most]


def _language(cell: str) -> str:
    """Return the language of a cell, such as `fr-FR` or `Französisch`; empty: none of ours."""
    typed = fold(cell).replace("oe", "o").split("-")[0].strip()
    return next((code for code in LANGUAGES if typed and typed in CALLED[code].split()), "")
