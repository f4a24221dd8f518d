"""Pages of submissions as pretalx hands them out, today and until 2024."""

import pytest

from eventapp.agenda.readers import pretalx_api
from tests.factories.timetables import found_in, is_whole, said

PRETALX = {
    "count": 2,
    "next": "https://example.org/api/events/e/submissions/?offset=50",
    "results": [
        {
            "code": "ABCDEF", "title": "Wasserstoff", "abstract": "Im Netz", "state": "confirmed",
            "track": {"name": {"en": "Energy"}}, "submission_type": {"name": {"en": "Talk"}},
            "duration": 45, "content_locale": "de",
            "slots": [{"start": "2027-03-04T09:30:00+01:00", "end": "2027-03-04T10:15:00+01:00",
                       "room": {"id": 7, "name": {"en": "Aula"}}}],
            "speakers": [{"code": "SPKR01", "name": "Ada Lovelace", "biography": "Counts."}],
        },
        {"code": "GHIJKL", "title": "Maybe", "state": "submitted", "slots": [], "speakers": []},
    ],
}  # fmt: skip


PRETALX_UNTIL_2024 = [
    {
        "code": "ABCDEF", "title": "Wasserstoff", "abstract": "Im Netz", "state": "confirmed",
        "track": {"en": "Energy"}, "submission_type": {"en": "Talk"}, "duration": 45,
        "slot": {"start": "2027-03-04T09:30:00+01:00", "end": "2027-03-04T10:15:00+01:00",
                 "room": {"en": "Aula"}, "room_id": 7},
        "speakers": [{"code": "SPKR01", "name": "Ada Lovelace", "biography": "Counts."}],
    }
]  # fmt: skip


@pytest.mark.parametrize("content", [PRETALX, PRETALX_UNTIL_2024], ids=["today", "2024"])
def test_a_session_comes_whole(content: object) -> None:
    assert is_whole(found_in(content).rows[0])


def test_only_accepted_sessions_come_and_each_other_one_is_told() -> None:
    timetable = found_in(PRETALX)

    assert [row.accepted for row in timetable.rows] == [True, False]
    assert "Left out, as its status is “submitted”." in said(timetable)


def test_a_page_of_several_and_a_slot_that_is_a_number_are_told() -> None:
    assert "This is one page of several; the following ones are not included." in said(
        found_in(PRETALX)
    )
    bare = [PRETALX_UNTIL_2024[0], {"code": "X", "title": "Y", "state": "confirmed", "slots": [4]}]
    assert (
        "The slot is only a number. Please export with expand=slots,slots.room,speakers."
        in said(found_in(bare))
    )


@pytest.mark.parametrize(
    "content", [{}, [], {"results": 1}, [{"code": "X"}], [{"slots": []}], "text", None]
)
def test_what_holds_no_submission_with_a_slot_is_none_of_pretalxs(content: object) -> None:
    assert pretalx_api.submissions_of(content) == []
