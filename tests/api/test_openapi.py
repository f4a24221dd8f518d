"""The description of the interface fits what it does."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.media.documents import ENDINGS

pytestmark = pytest.mark.each_kind
schemathesis.serializer.alias([*ENDINGS], "application/octet-stream")
CONFORM = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


def schemathesis_given(strategy: Any) -> Any:
    """Return hypothesis's `given` for the strategy of one operation."""
    from hypothesis import given  # noqa: PLC0415  (slow to load, for this one)

    return given(case=strategy)


def test_description_fits_what_the_interface_does(
    app: Flask, session: Session, event: Event, token: dict[str, str], database_kind: str
) -> None:
    """Every described route answers hostile calls as described, without a 5xx.

    Most of them meet PostgreSQL: it takes fewer values than SQLite.
    """
    session.rollback()
    assert event.slug
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    plain = {**token, "Accept-Encoding": "identity"}  # called in-process, nothing is unpacked

    for operation in described.get_all_operations():
        assert isinstance(operation, Ok)
        strategy = operation.ok().as_strategy()

        @settings(
            max_examples=10 if database_kind == "postgresql" else 4,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @schemathesis_given(strategy)
        def probe(case: Any) -> None:
            if "event" in (case.path_parameters or {}):
                case.path_parameters["event"] = "spring"
            response = case.call(headers=plain)
            assert response.status_code < 500, (case.method, case.path, response.text)
            case.validate_response(response, checks=CONFORM)

        probe()
