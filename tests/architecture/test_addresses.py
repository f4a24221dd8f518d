"""Nobody writes the address of a page by hand: views have `url_for`, all others `Addresses`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, url_for

from eventapp.accounts.services import users
from eventapp.paths import CHECKOUT, PACKAGE
from tests.architecture.sources import modules, nodes

pytestmark = pytest.mark.on_sqlite

WHOLE = re.compile(r"{[^{}]*base[^{}]*}/")
"""An installation's address with something behind it."""
PATH = re.compile(r"/(?:{|[a-z][\w-]*(?:/|$|\?))")
"""What looks like the path of a page."""
EXCUSED = {
    "accounts/services/users.py: /account/start": "kept in the rows of links; compared below",
}
IN_EMAILS = re.compile(r"base_url|href=\"/|['\"]/['\"]? ?~|~ ?['\"]/|personal_link\([^)]*['\"]/")


def written_by_hand(path: Path) -> Iterator[str]:
    """Yield the texts of a module that are the address of a page."""
    part = path.relative_to(PACKAGE).parts[0]
    for node in nodes(path):
        if isinstance(node, ast.JoinedStr):
            text = ast.unparse(node)[2:-1]
            if WHOLE.match(text) or (part in FEATURES and PATH.match(text)):
                yield text
        elif isinstance(node, ast.Constant) and part in FEATURES and PATH.match(str(node.value)):
            yield str(node.value)


def features() -> set[str]:
    """Return the packages that know no web."""
    known = CHECKOUT.joinpath("eventapp").glob("*/models.py")
    packages = CHECKOUT.joinpath("eventapp").glob("*/models/")
    return {path.parent.name for path in (*known, *packages)} | {"workflows", "exports", "privacy"}


FEATURES = features()


def test_no_module_writes_the_address_of_a_page_by_hand() -> None:
    by_hand = [
        f"{path.relative_to(PACKAGE)}: {text}"
        for path in modules(apart=False)  # those apart act as browsers do, from outside
        for text in written_by_hand(path)
    ]

    assert sorted(set(by_hand) - EXCUSED.keys()) == []
    assert EXCUSED.keys() <= set(by_hand)


def test_no_email_writes_the_address_of_a_page_by_hand() -> None:
    by_hand = [
        f"{path.relative_to(CHECKOUT)}: {text[0]}"
        for path in sorted((CHECKOUT / "templates" / "emails").rglob("*.*"))
        for text in IN_EMAILS.finditer(path.read_text(encoding="utf-8"))
    ]

    assert by_hand == []


def test_where_who_signed_in_begins_is_the_page_of_that_name(app: Flask) -> None:
    with app.test_request_context():
        assert url_for("website.start") == users.START
