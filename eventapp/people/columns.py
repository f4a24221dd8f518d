"""What the columns of a table of persons or organisations hold, and how a row becomes a change.

Pure: what a cell leaves empty stays as it is held.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from eventapp.accounts.addresses import checked, key_of
from eventapp.addresses import is_web_address
from eventapp.errors import Invalid, Sentence
from eventapp.i18n import countries_and_union
from eventapp.languages import LANGUAGES
from eventapp.orm import Translated
from eventapp.people import links
from eventapp.people.models import Organisation, OrganisationKind, Person, PublicBasis
from eventapp.people.services.organisations import OrganisationChange
from eventapp.people.services.persons import PersonChange
from eventapp.text_search import fold

_APART = re.compile(r"[\s_./()-]+")


def _in_languages(name: str, heads: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": f"{name}_{code} {heads.get(code, '')}" for code in LANGUAGES}


PERSONS = {
    "id": "id kennung identifiant",
    "title": "title titel titre",
    "given_name": "given_name first_name firstname vorname prenom",
    "family_name": "family_name last_name lastname surname nachname familienname nom "
    "nom_de_famille",
    "name": "name full_name attendee_name vollstandiger_name nom_complet",
    "salutation": "salutation form_of_address anrede formule_d_appel",
    "pronunciation": "pronunciation aussprache prononciation",
    "organisation": "organisation organization company firma unternehmen institution organisme",
    "email": "email e_mail mail e_mail_address email_address attendee_email courriel",
    "phone": "phone telephone telefon",
    "languages": "languages sprachen langues",
    **_in_languages("function", {"de": "function funktion position", "fr": "fonction"}),
    **_in_languages("biography", {"de": "biografie lebenslauf", "en": "bio biography"}),
    "links": "links webseiten web_pages pages_web",
    "basis": "basis",
    "basis_note": "basis_note",
    "assistant_name": "assistant_name assistant assistenz",
    "assistant_email": "assistant_email",
    "assistant_phone": "assistant_phone",
}
"""What a column of a table of persons holds -> the heads it may have, folded."""

ORGANISATIONS = {
    "id": "id kennung identifiant",
    "name": "name organisation organization nom",
    "short_name": "short_name kurzname sigle nom_abrege",
    **_in_languages("name", {}),
    **_in_languages("short_name", {}),
    "other_names": "other_names aliases weitere_namen autres_noms",
    "kind": "kind art type typ",
    "country": "country land pays",
    "region": "region bundesland regions_before_2016",
    **_in_languages("field", {"de": "field arbeitsgebiet", "fr": "domaine"}),
    "website": "website webseite url site_web",
}
"""What a column of a table of organisations holds -> the heads it may have, folded."""

LONGEST = {"function": 200, "biography": 5000, "name": 200, "short_name": 200, "field": 200}
"""Characters of a text in one language, by how the heads of its columns begin; as in forms."""
ORGANISATION_LONGEST = 200
"""Characters of any name of an organisation."""
MOST_NAMES = 20
"""Other names of an organisation in one cell."""
NO_WEBSITE = Sentence("A web address is expected here, such as https://example.org.")

TEXTS = {
    "function": "function",
    "biography": "biography",
    "name": "names",
    "short_name": "short_names",
    "field": "field",
}
"""Beginning of a column's meaning -> the text in languages that it is a part of."""

GUESTS = {
    **{
        name: PERSONS[name]
        for name in ("title", "given_name", "family_name", "name", "organisation", "email")
    },
    "language": f"language sprache langue {PERSONS['languages']}",
}
"""What a column of a table of people to invite holds -> the heads it may have, folded."""

HEADS: Mapping[str, Mapping[str, str]] = {
    "contributors": PERSONS,
    "organisations": ORGANISATIONS,
    "guests": GUESTS,
}


def known(kind: str, heads: Sequence[str]) -> dict[str, int]:
    """Return which column holds what, as far as the heads say it, in three languages."""
    folded = [_APART.sub("_", fold(head)).strip("_") for head in heads]
    columns = dict[str, int]()
    for meaning, words in HEADS[kind].items():
        places = (at for at, head in enumerate(folded) if head in words.split())
        place = next((at for at in places if at not in columns.values()), None)
        if place is not None:
            columns[meaning] = place
    if "given_name" in columns and "family_name" not in columns and "name" in columns:
        columns["family_name"] = columns.pop("name")  # beside a given name it is the other one
    return columns


def cells_of(row: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    """Return what a row says, by meaning; what it leaves empty is left out."""
    cells = {name: row[at].strip() for name, at in places.items() if at < len(row)}
    return {name: cell for name, cell in cells.items() if cell}


def person_of(held: PersonChange, cells: Mapping[str, str]) -> PersonChange:
    """Return a person as a row says it; raises Invalid, BadAddress."""
    values = _plain(Person, cells, PersonChange)
    if "name" in cells and "given_name" in cells:
        values.setdefault("family_name", _line(Person, "family_name", cells["name"]))
    elif "name" in cells and "family_name" not in cells:
        given, _, family = cells["name"].rpartition(" ")
        values |= {"given_name": _line(Person, "given_name", given)}
        values |= {"family_name": _line(Person, "family_name", family)}
    values |= _texts(held, cells, ("function", "biography"))
    for name in ("email", "assistant_email"):
        if name in cells and key_of(cells[name]) != key_of(getattr(held, name)):
            values[name] = checked(cells[name])
        else:
            values.pop(name, None)
    change = replace(held, **values)
    if not change.family_name:
        raise Invalid(Sentence("The family name is missing."))
    if change.basis is PublicBasis.ORGANISER and not change.basis_note:
        raise Invalid(Sentence("Please state why the organisers may publish this."))
    return change


def organisation_of(held: OrganisationChange, cells: Mapping[str, str]) -> OrganisationChange:
    """Return an organisation as a row says it; raises Invalid."""
    values = _plain(Organisation, cells, OrganisationChange)
    values |= _texts(held, cells, ("name", "short_name", "field"))
    if "other_names" in values:  # none is lost that people registered under
        values["other_names"] = list(dict.fromkeys((*held.other_names, *values["other_names"])))
    change = replace(held, **values)
    if not change.name:
        raise Invalid(Sentence("The name is missing."))
    return change


def _plain(model: type[Any], cells: Mapping[str, str], change: type[Any]) -> dict[str, Any]:
    """Return the values of fields that stand in one column each."""
    values = dict[str, object]()
    for name, cell in cells.items():
        if name == "id" or name not in change.__dataclass_fields__:
            continue
        if isinstance(change.__dataclass_fields__[name].default, Translated):
            continue
        values[name] = READ[name](cell) if name in READ else _line(model, name, cell)
    return values


def _line(model: type[Any], name: str, cell: str) -> str:
    line = " ".join(cell.split())
    most = (
        ORGANISATION_LONGEST
        if name == "organisation"
        else getattr(model.__table__.c[name].type, "length", None)
    )
    _fits(line, most)
    return line


def _fits(text: str, most: int | None) -> None:
    """Refuse a text that is longer than a form would take. Raises Invalid."""
    if most is not None and len(text) > most:
        raise Invalid(
            Sentence(
                "This is %(length)s characters long; at most %(most)s are possible.",
                length=len(text),
                most=most,
            )
        )


def _texts(held: Any, cells: Mapping[str, str], begins: Sequence[str]) -> dict[str, Translated]:
    values = dict[str, Translated]()
    for begin in begins:
        written = {
            code: cells[f"{begin}_{code}"] for code in LANGUAGES if f"{begin}_{code}" in cells
        }
        for cell in written.values():
            _fits(cell, LONGEST[begin])
        if written:
            text: Translated = getattr(held, TEXTS[begin])
            values[TEXTS[begin]] = Translated.of({**text.as_dict(), **written})
    return values


def _several(cell: str) -> list[str]:
    parts = (" ".join(part.split()) for part in re.split(r"[;\n]", cell))
    return list(dict.fromkeys(part for part in parts if part))


def _names(cell: str) -> list[str]:
    names = _several(cell)
    for name in names:
        _fits(name, ORGANISATION_LONGEST)
    if len(names) > MOST_NAMES:
        raise Invalid(Sentence("At most %(most)s are accepted here.", most=MOST_NAMES))
    return names


def _website(cell: str) -> str:
    address = cell if "://" in cell else f"https://{cell}"
    _fits(address, links.LONGEST)
    if not is_web_address(address):
        raise Invalid(NO_WEBSITE)
    return address


def _links(cell: str) -> list[str]:
    addresses = [links.cleaned(part) for part in _several(cell)]
    for address in addresses:
        if not links.is_link(address):
            raise Invalid(Sentence(links.NO_LINK.msgid, typed=address[:80]))
    if len(addresses) > links.MOST:
        raise Invalid(Sentence("At most %(most)s are accepted here.", most=links.MOST))
    return addresses


def _languages(cell: str) -> list[str]:
    codes = [code.strip().lower() for code in re.split(r"[;,\s]+", cell) if code.strip()]
    return [_one_of([*LANGUAGES], code) for code in dict.fromkeys(codes)]


def _one_of(values: Sequence[str], cell: str) -> str:
    folded = fold(cell).strip()
    for value in values:
        if folded == value:
            return value
    raise Invalid(
        Sentence(
            "“%(typed)s” is not known here. Possible values: %(known)s.",
            typed=cell[:40],
            known=", ".join(values),
        )
    )


def _country(cell: str) -> str:
    folded = fold(cell)
    for code, name in countries_and_union():
        if folded in (code.lower(), fold(name)):
            return code
    raise Invalid(Sentence("“%(typed)s” is not a country.", typed=cell[:40]))


READ: Mapping[str, Callable[[str], Any]] = {
    "languages": _languages,
    "links": _links,
    "other_names": _names,
    "website": _website,
    "country": _country,
    "kind": lambda cell: OrganisationKind(_one_of([*OrganisationKind], cell)),
    "basis": lambda cell: PublicBasis(_one_of([*PublicBasis], cell)),
}
"""Field -> how its cell is read, where it is no plain line."""
