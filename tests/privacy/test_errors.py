"""Why data cannot be erased yet is said together with when, and by whom, it can be."""

from eventapp.errors import Conflict
from eventapp.privacy.errors import StillNeeded


def test_who_is_inside_reads_when_to_come_back_and_whom_to_write_to() -> None:
    refusal = StillNeeded()

    assert isinstance(refusal, Conflict)
    assert "until the event is over" in str(refusal.sentence)
    assert "write to the organisers" in str(refusal.sentence)
