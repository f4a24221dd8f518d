"""Uploaded files as answers: a document to save, a picture to show, nothing where it is gone."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.media import queries
from eventapp.media.errors import NoSuchFile
from eventapp.media.purposes import FilePurpose
from eventapp.website.stored_files import NOT_KEPT, POLICY, answer_with
from tests.factories.pictures import PDF, make_file, picture

pytestmark = pytest.mark.on_sqlite


def test_document_is_saved_and_picture_shown_neither_can_do_anything_nor_is_kept(
    app: Flask, session: Session, event: Event, tmp_path: Path
) -> None:
    folder = tmp_path / "media"
    slides = make_file(session, folder, event, FilePurpose.MATERIAL, PDF)
    portrait = make_file(session, folder, event, FilePurpose.PORTRAIT, picture())

    with app.test_request_context("/"):
        saved, shown = answer_with(slides), answer_with(portrait)
        shown.direct_passthrough = False

    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert shown.data == picture()
    for answer in (saved, shown):
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["Cache-Control"] == NOT_KEPT
        assert "Last-Modified" not in answer.headers


def test_file_whose_content_is_gone_is_not_there(
    app: Flask, session: Session, event: Event, tmp_path: Path
) -> None:
    stored = make_file(session, tmp_path / "media", event, FilePurpose.MATERIAL, PDF)
    queries.path_of(tmp_path / "media", stored).unlink()

    with app.test_request_context("/"), pytest.raises(NoSuchFile):
        answer_with(stored)
