"""The merge rule: whatever the order, duplication and delay, everybody computes the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.checkin.scan_replay import Record, fold, merge
from eventapp.checkin.verdicts import Decision, Direction, Verdict

records = st.builds(
    Record,
    dev=st.integers(1, 3),
    seq=st.integers(1, 6),
    t=st.integers(0, 60_000),
    off=st.integers(-2_000, 2_000),
    direction=st.sampled_from([Direction.IN, Direction.IN, Direction.OUT]),
    decision=st.sampled_from([Decision.ADMIT, Decision.ADMIT, Decision.REFUSE]),
    mode=st.sampled_from(["on", "off"]),
)


def scan(
    seq: int, t: int, *, dev: int = 1, direction: Direction = Direction.IN, mode: str = "on"
) -> Record:
    """Return an admitted scan."""
    return Record(dev, seq, t, 0, direction, Decision.ADMIT, mode)


@settings(max_examples=600, deadline=None)
@given(st.lists(records, max_size=12), st.data())
def test_order_and_duplication_change_nothing(scans: list[Record], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(scans + scans[:3]))

    assert fold(shuffled) == fold(scans)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.lists(records, max_size=4), max_size=5), st.data())
def test_uploads_in_any_parts_and_order_and_more_than_once_give_one_verdict_table(
    batches: list[list[Record]], data: st.DataObject
) -> None:
    once = fold(record for batch in batches for record in batch)
    sent = data.draw(st.permutations(batches + batches[:2]))

    kept: list[Record] = []
    for batch in sent:  # what a server holds after each upload: one record a phone and number
        kept = merge([*kept, *batch])

    assert fold(kept) == once
    assert list(fold(reversed(kept)).verdicts.items()) == list(once.verdicts.items())


@settings(max_examples=600, deadline=None)
@given(st.lists(records, max_size=12))
def test_there_is_one_first_for_who_was_admitted_and_one_verdict_a_record(
    scans: list[Record],
) -> None:
    folded = fold(scans)
    admitted = [
        record for record in merge(scans) if (record.decision, record.direction) == ("admit", "in")
    ]

    assert list(folded.verdicts.values()).count(Verdict.FIRST) == bool(admitted)
    assert set(folded.verdicts) == {(record.dev, record.seq) for record in scans}


def test_camera_repeat_double_and_reentry_are_told_apart() -> None:
    folded = fold([
        scan(1, 0), scan(2, 4_000), scan(3, 11_000), scan(1, 12_000, dev=2),
        scan(4, 20_000, direction=Direction.OUT), scan(5, 30_000),
    ])  # fmt: skip

    assert list(folded.verdicts.values()) == [
        "first",
        "repeat",
        "double",
        "double",
        "exit",
        "reentry",
    ]
    assert folded.inside


def test_what_the_phone_decided_alone_supersedes_the_late_online_answer() -> None:
    online = scan(7, 1_000)
    alone = scan(7, 1_000, mode="off")

    assert merge([online, alone]) == [alone]
