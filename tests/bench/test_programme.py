"""A case measures the processes that serve, at the size it names."""

import pytest

from eventapp.bench.cases import programme


def test_a_case_asks_the_processes_that_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "LARGE", 30)
    monkeypatch.setattr(programme, "VISITORS", 3)
    monkeypatch.setattr(programme, "ONCE", 1)

    alone, three = programme.first_minute()

    assert (alone.wall.number, three.wall.number) == (1, 3)
    assert three.cpu is not None
    assert three.cpu.median > 0
    assert three.ratio is not None
