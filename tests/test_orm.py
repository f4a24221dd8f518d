"""Moments and texts as they are stored: aware, in UTC; and what is written in no language."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from eventapp.orm import Translated, TranslatedText, UTCDateTime, from_json

SQLITE, POSTGRES = sqlite.dialect(), postgresql.dialect()  # type: ignore[no-untyped-call]
NINE = datetime(2027, 4, 15, 9, tzinfo=timezone(timedelta(hours=2)))


def test_a_moment_without_zone_is_refused_and_any_other_is_stored_in_utc() -> None:
    kept = UTCDateTime()

    with pytest.raises(ValueError, match="no time zone"):
        kept.process_bind_param(datetime(2027, 4, 15, 9), SQLITE)  # noqa: DTZ001  (what is refused)
    assert kept.process_bind_param(NINE, SQLITE) == datetime(2027, 4, 15, 7)  # noqa: DTZ001  (SQLite knows no zones)
    assert kept.process_bind_param(NINE, POSTGRES) == NINE
    read = kept.process_result_value(datetime(2027, 4, 15, 7), SQLITE)  # noqa: DTZ001  (likewise)
    assert (read, read and read.tzinfo) == (NINE, UTC)
    assert kept.process_bind_param(None, SQLITE) is kept.process_result_value(None, SQLITE) is None


def test_a_text_is_read_in_the_own_language_else_english_german_french() -> None:
    text = Translated(de="Saal", en="Hall")

    assert [text.into(code) for code in ("de", "fr", "en")] == ["Saal", "Hall", "Hall"]
    assert Translated(fr="Salle", de="Saal").into("en") == "Saal"
    assert not Translated()
    assert Translated.of({"de": "Saal", "pl": "Sala"}) == Translated(de="Saal")


def test_languages_that_are_empty_are_not_stored() -> None:
    kept = TranslatedText()

    assert kept.process_bind_param(Translated(de="Saal"), SQLITE) == {"de": "Saal"}
    assert kept.process_result_value({"de": "Saal"}, SQLITE) == Translated(de="Saal")


@pytest.mark.parametrize("stored", ['{"a": [1, null]}', ' {"a": 1}', "7", '"x" '])
def test_stored_values_are_read_as_json_also_with_something_around_them(stored: str) -> None:
    import json  # noqa: PLC0415  (what it is compared with)

    assert from_json(stored) == json.loads(stored)


@pytest.mark.parametrize("stored", ["", "{", '{"a": 1} x'])
def test_what_is_no_json_is_refused_as_ever(stored: str) -> None:
    with pytest.raises(ValueError, match=r"Expecting|Extra data"):
        from_json(stored)
