"""The bell calls a worker that rests; no ring is lost, and without one the clock calls."""

from pathlib import Path

from eventapp.jobs.bell import Bell, Calls

TICK = 60.0


def test_a_worker_that_rests_is_called_by_each_ring_and_by_none_twice(tmp_path: Path) -> None:
    bell = Bell(tmp_path)
    calls = Calls(bell, tick_seconds=TICK)
    assert not calls.due(1)

    bell.ring()

    assert calls.due(1)
    assert not calls.due(1)


def test_ring_while_the_worker_is_at_work_calls_the_next_one(tmp_path: Path) -> None:
    bell = Bell(tmp_path)
    bell.ring()
    calls = Calls(bell, tick_seconds=TICK)
    earlier = bell.rung_at()
    while bell.rung_at() == earlier:  # a file system counts in steps of some milliseconds
        bell.ring()

    assert calls.due(0)


def test_without_a_ring_the_clock_calls(tmp_path: Path) -> None:
    calls = Calls(Bell(tmp_path), tick_seconds=TICK)

    assert not calls.due(TICK - 1)
    assert calls.due(TICK)
