"""Walks through every page there is, and the forms on them."""

from collections.abc import Iterable, Iterator

from flask import Flask
from flask.testing import FlaskClient

from tests.factories.forms import FoundForm, forms_of
from tests.factories.routes import addresses, views


def pages(app: Flask, values: dict[str, object]) -> Iterator[str]:
    """Yield the address of every page there is."""
    for rule, method, _admission in views(app):
        if method == "GET" and not rule.rule.startswith(
            ("/static", "/metrics", "/readyz", "/lang")
        ):
            yield from addresses(rule, values)


def shown(client: FlaskClient, values: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield (address, page) for every page there is, and none for files."""
    for address in pages(client.application, values):
        answer = client.get(address)
        if answer.mimetype == "text/html":
            yield address, answer.get_data(as_text=True)


def forms(client: FlaskClient, values: dict[str, object]) -> Iterator[tuple[str, FoundForm]]:
    """Yield (address, form) for every form into which something can be typed."""
    yield from forms_on(shown(client, values))


def forms_on(places: Iterable[tuple[str, str]]) -> Iterator[tuple[str, FoundForm]]:
    """Yield (address, form) for every form on these pages into which something can be typed."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for address, page in places:
        for form in forms_of(page):
            goes_to = form.action or address
            key = (goes_to, tuple(control.name for control in form.controls))
            if form.typed() and key not in seen:
                seen.add(key)
                yield goes_to, form
