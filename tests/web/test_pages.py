"""Pages that caches keep or not: personal ones never, public ones while they are what they were."""

import pytest
from flask import Flask, Response

from eventapp.web import pages

pytestmark = pytest.mark.on_sqlite


def test_a_tag_is_another_in_another_language_and_of_other_parts(app: Flask) -> None:
    with app.test_request_context("/?lang=de"):
        german = pages.page_tag("spring", 1)
        assert pages.page_tag("spring", 1) == german
        assert pages.page_tag("spring", 2) != german
    with app.test_request_context("/?lang=fr"):
        assert pages.page_tag("spring", 1) != german


def test_who_has_the_page_is_told_so_without_making_it(app: Flask) -> None:
    with app.test_request_context("/"):
        assert pages.still_current("spring", 1) is None
        tag = pages.page_tag("spring", 1)
    with app.test_request_context("/", headers={"If-None-Match": f'W/"{tag}"'}):
        answer = pages.still_current("spring", 1)
        assert answer is not None
        assert (answer.status_code, answer.headers["Cache-Control"]) == (304, "public, no-cache")
        assert pages.still_current("spring", 2) is None


def test_a_file_has_its_kind_and_name_and_a_page_to_be_fetched_anew_nothing(app: Flask) -> None:
    with app.test_request_context("/"):
        file = pages.as_file(Response(b"x"), "text/csv", "list.csv")
        again = pages.anew()

    assert file.headers["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert file.content_type == "text/csv"
    assert (again.status_code, again.headers["HX-Refresh"]) == (204, "true")
