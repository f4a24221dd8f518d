"""Walking a list of the interface page by page, and what each page costs."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.statements import counted


def walked(
    app: Flask, client: FlaskClient, address: str, token: dict[str, str]
) -> tuple[list[dict[str, Any]], set[int]]:
    """Return everything in a list, read three at a time, and how many statements pages took."""
    entries: list[dict[str, Any]] = []
    costs: set[int] = set()
    cursor: str | None = ""
    while cursor is not None:
        with counted(app) as statements:
            page = client.get(f"{address}?limit=3&cursor={cursor}", headers=token).get_json()
        entries += page["items"]
        costs.add(len(statements))
        cursor = page["next"]
    return entries, costs
