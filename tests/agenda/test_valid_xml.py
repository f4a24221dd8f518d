"""The XML we hand out is valid by the voc's own schema, whatever the programme holds."""

import re

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda import feeds, queries, services
from eventapp.orm import Translated
from tests.agenda.test_booklet import make_programme
from tests.agenda.test_importing import about, bring
from tests.agenda.test_programme import make_item, make_room
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY
from tests.factories.timetables import content_of, frab_names, xml_faults

pytestmark = pytest.mark.on_sqlite


@pytest.mark.parametrize("name", frab_names())
def test_a_timetable_of_others_goes_out_valid(session: Session, name: str) -> None:
    event = make_event(session, starts_at=None)
    bring(session, event, content_of(name))
    services.release(session, event, name="", by=SOMEBODY, now=NOON)

    assert xml_faults(feeds.frab_xml(about(event), queries.released(session, event))) == []


def test_the_schema_of_our_own_refuses_what_readers_stumble_over(session: Session) -> None:
    event = make_programme(session)
    services.release(session, event, name="1", by=SOMEBODY, now=NOON)
    good = feeds.frab_xml(about(event), queries.released(session, event))
    assert xml_faults(good) == []

    for pattern in (
        rb' guid="[^"]+"',
        rb"<title>[^<]*</title>(?=.*</event>)",
        rb"[+]02:00",
        rb' index="1"',
    ):
        bad = re.sub(pattern, b"", good, flags=re.DOTALL)
        assert bad != good
        assert xml_faults(bad), pattern


def test_odd_texts_open_ends_and_missing_rooms_go_out_valid(session: Session) -> None:
    event = make_programme(session)
    odd = make_item(session, event, make_room(session, event, "<Saal> & ]]>"), "]]> & <b>\x0b")
    odd.abstract = Translated.same("BEGIN:VEVENT\r\n\x00\x1f\ufffe")
    open_end = make_item(session, event, None, "Ohne Ende", minutes=700)
    open_end.ends_at = None
    services.release(session, event, name="“Ä” & <1>", by=SOMEBODY, now=NOON)

    assert xml_faults(feeds.frab_xml(about(event), queries.released(session, event))) == []
