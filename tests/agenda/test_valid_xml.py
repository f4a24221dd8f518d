"""The XML we hand out is valid by the voc's own schema, whatever the programme holds."""

from functools import lru_cache
from pathlib import Path

import pytest
import xmlschema
from sqlalchemy.orm import Session

from eventapp.agenda import feeds, queries, services
from eventapp.orm import Translated
from tests.agenda.test_booklet import make_programme
from tests.agenda.test_importing import about, bring
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_readers import OPEN, shared
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


@lru_cache(maxsize=1)
def schema() -> xmlschema.XMLSchema:
    """Return the schema by which others check a schedule."""
    return xmlschema.XMLSchema(str(OPEN.parent / "schema" / "c3voc-schedule.xml.xsd"))


def faults(content: bytes) -> list[str]:
    """Return what the schema has against a file, at most three."""
    return [str(fault.reason) for fault in schema().iter_errors(content.decode())][:3]


@shared
@pytest.mark.on_sqlite
@pytest.mark.parametrize(
    "name", ["fosdem-2024.frab.xml", *(path.name for path in sorted(OPEN.glob("*.frab.json")))]
)
def test_a_real_timetable_goes_out_valid(session: Session, name: str) -> None:
    event = make_event(session, starts_at=None)
    bring(session, event, Path(OPEN / name).read_bytes())
    services.release(session, event, name="", by=SOMEBODY, now=NOON)

    assert faults(feeds.frab_xml(about(event), queries.released(session, event))) == []


@shared
@pytest.mark.on_sqlite
def test_odd_texts_open_ends_and_missing_rooms_go_out_valid(session: Session) -> None:
    event = make_programme(session)
    odd = make_item(session, event, make_room(session, event, "<Saal> & ]]>"), "]]> & <b>\x0b")
    odd.abstract = Translated.same("BEGIN:VEVENT\r\n\x00\x1f\ufffe")
    open_end = make_item(session, event, None, "Ohne Ende", minutes=700)
    open_end.ends_at = None
    services.release(session, event, name="“Ä” & <1>", by=SOMEBODY, now=NOON)

    assert faults(feeds.frab_xml(about(event), queries.released(session, event))) == []
