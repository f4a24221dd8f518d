"""The message catalogues: one .po per language and package, merged at the start.

English is the source language; the catalogues of all others are complete (a check sees to it).
The compiled .mo lies beside its .po: shipped in a wheel, made on demand in a checkout.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from eventapp.languages import LANGUAGES, SOURCE
from eventapp.paths import CHECKOUT, PACKAGE

FOLDER = PACKAGE / "translations"
TRANSLATED_INTO = tuple(code for code in LANGUAGES if code != SOURCE)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "Sentence": None,
}
SHARED = {"_macros", "errors"}
"""Folders of templates that pages of every face use."""
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
_MISPRINTS = {
    "de": re.compile(r"""["']|\.\.\."""),
    "fr": re.compile(r"""["']|\.\.\.|[ \u00a0][;!?]| »|[ \u202f]:|« """),
}
"""What a printer would not set: straight quotes, blanks at which a line may break, wide ones."""


@cache
def translations(language: str) -> NullTranslations:
    """Return all packages' texts in that language; English msgids speak for themselves."""
    if language not in TRANSLATED_INTO:
        return NullTranslations()
    first, *others = map(_read, sorted((FOLDER / language / "LC_MESSAGES").glob("*.po")))
    for catalogue in others:
        first.merge(catalogue)  # into one that was read: an empty one has no plural rule
    return first


def _read(path: Path) -> Translations:
    with compiled(path).open("rb") as file:
        return Translations(fp=file)


def compiled(path: Path) -> Path:
    """Return the .mo of a .po, written anew when the .po is younger."""
    target = path.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns:
        with path.open("rb") as source:
            catalog = read_po(source)
        temporary = target.with_suffix(f".{id(catalog)}.tmp")
        with temporary.open("wb") as file:
            write_mo(file, catalog)
        temporary.chmod(0o644)  # nothing in it is private: others may run the same checkout
        temporary.replace(target)
    return target


def faults() -> Iterator[str]:
    """Yield a sentence for each text missing, unused, misprinted or with other placeholders."""
    msgids = extracted()
    for language in TRANSLATED_INTO:
        seen: dict[str, str] = {}
        for path in sorted((FOLDER / language / "LC_MESSAGES").glob("*.po")):
            with path.open("rb") as file:
                catalog = read_po(file, locale=language)
            yield from _faults_of(catalog, path.stem, language, msgids.get(path.stem, set()), seen)
        for package in sorted(msgids):
            if (
                msgids[package]
                and not (FOLDER / language / "LC_MESSAGES" / f"{package}.po").exists()
            ):
                yield f"{language}/{package}.po: missing, {len(msgids[package])} texts"


def _faults_of(
    catalog: Catalog, package: str, language: str, msgids: set[str], seen: dict[str, str]
) -> Iterator[str]:
    have = set()
    for message in catalog:
        if not message.id:
            continue
        msgid = message.id[0] if isinstance(message.id, list | tuple) else message.id
        have.add(msgid)
        where = f"{language}/{package}.po: {msgid!r}"
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        if message.fuzzy:
            yield f"{where} is fuzzy"
        if not all(forms):
            yield f"{where} has no translation"
        elif any(_named(msgid) ^ _named(form) for form in forms) and len(forms) == 1:
            yield f"{where}: the placeholders differ"
        for sign in filter(None, (misprint(form or "", language) for form in forms)):
            yield f"{where}: {sign!r} is a misprint (CONTRIBUTING.md, Words)"
        if seen.setdefault(msgid, str(forms)) != str(forms):
            yield f"{where} is translated otherwise in another package"
    yield from (f"{language}/{package}.po: {msgid!r} is missing" for msgid in sorted(msgids - have))
    yield from (f"{language}/{package}.po: {msgid!r} is unused" for msgid in sorted(have - msgids))


def misprint(text: str, language: str) -> str:
    """Return the first signs of a text that a printer in that language would not set, or none."""
    faulty = _MISPRINTS.get(language)
    met = faulty.search(text) if faulty else None
    return met[0] if met else ""


def _named(text: str | None) -> set[str]:
    return set(_PLACEHOLDER.findall(text or ""))


def extracted() -> dict[str, set[str]]:
    """Return the msgids by package, read from the source tree's code and templates."""
    by_catalogue: dict[str, set[str]] = {}
    roots = ((PACKAGE, "**.py", "python"), (CHECKOUT / "templates", "**", "jinja2"))
    options = {"**": {"newstyle_gettext": "true", "silent": "false"}, "**.py": {}}
    for root, pattern, method in roots:
        for name, _line, msgid, _comments, _context in extract_from_dir(
            root,
            [(pattern, method)],
            {pattern: options[pattern]},
            keywords=KEYWORDS,
            comment_tags=(),
            directory_filter=lambda _folder: True,
        ):
            package = _package_of(name)
            first = msgid[0] if isinstance(msgid, tuple) else msgid
            if first:
                by_catalogue.setdefault(package, set()).add(first)
    return by_catalogue


def unreadable(source: str, name: str) -> Iterator[str]:
    """Yield a sentence for each text of that source code which extraction misses or misreads.

    A call inside an f-string is seen from Python 3.12 on and not before; of a text that is put
    together in the call, Babel takes the pieces it finds. Both differ from what is asked for later.
    """
    nodes = list(ast.walk(ast.parse(source, name)))
    inside = {part for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for call in filter(_marks, nodes):
        texts = call.args[: len(KEYWORDS[_called(call)] or (1,))]
        if call in inside:
            yield f"{name}:{call.lineno}: a text to translate inside an f-string"
        elif not all(isinstance(text, _WHOLE) for text in texts):
            yield f"{name}:{call.lineno}: a text to translate that is put together in the call"


def unreadable_texts() -> Iterator[str]:
    """Yield `unreadable` of every module of the program."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from unreadable(path.read_text(encoding="utf-8"), str(path.relative_to(CHECKOUT)))


_WHOLE = (ast.Constant, ast.Name, ast.Attribute, ast.Starred)
"""What a call may be given: the text, or what holds one that was marked where it was written."""


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _marks(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and _called(node) in KEYWORDS


def _package_of(name: str) -> str:
    parts = name.split("/")
    if parts[0] in {"emails", "print"}:  # a folder for each feature below
        parts = parts[1:]
    return "web" if len(parts) == 1 or parts[0] in SHARED else parts[0]
