"""A long list is read and sent in portions, and tells of one moment however long that takes."""

import csv
import gc
import io

from flask import Flask
from sqlalchemy import BindParameter
from sqlalchemy.orm import Session

from eventapp.exports.registrations import as_csv
from eventapp.extensions import db
from eventapp.registration.queries import Search
from eventapp.scope import Scope
from eventapp.turns import one_state
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration


def test_list_in_portions_holds_what_stood_at_its_beginning_in_order(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    names = ["Cleo", "Ada", "Bob"]
    held = [make_registration(session, event, category, family_name=name) for name in names]
    session.commit()
    with app.app_context():
        engine = db.engine
    with one_state(engine) as reader:
        portions = as_csv(reader, event, Scope(event.id), Search(sort="name"), together=1)
        sent = [next(portions), next(portions)]
        held[0].family_name = held[0].family_key = "Zoe"
        make_registration(session, event, category, family_name="Dora")
        session.commit()
        sent += portions

    rows = list(csv.DictReader(io.StringIO(b"".join(sent).decode("utf-8-sig"))))
    assert [row["family_name"] for row in rows] == ["Ada", "Bob", "Cleo"]
    assert len(sent) == 1 + len(names)


def test_what_a_portion_asked_for_is_free_once_it_is_sent(session: Session) -> None:
    event, category = make_event_with_category(session)
    for name in ("Cleo", "Ada", "Bob"):
        make_registration(session, event, category, family_name=name)
    gc.collect()
    gc.disable()  # whatever waits for the collector stays
    try:
        before = lists_in_statements()
        for _portion in as_csv(session, event, Scope(event.id), Search(), together=1):
            pass
        after = lists_in_statements()
    finally:
        gc.enable()

    assert after == before


def lists_in_statements() -> int:
    """Return how many values of statements in memory are lists, as long as what they ask for."""
    parameters = [
        page_object for page_object in gc.get_objects() if isinstance(page_object, BindParameter)
    ]
    return sum(isinstance(bind_parameter.value, list) for bind_parameter in parameters)
