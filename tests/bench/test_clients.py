"""Who waits in a line is not left out of what is measured, and what fails is told."""

import time

import pytest

from eventapp.bench.clients import Paced, together


def test_who_is_due_while_the_last_one_still_waits_is_not_left_out() -> None:
    with Paced(1, 0.02, lambda _turn, step: time.sleep(0.2 if step == 0 else 0)) as paced:
        time.sleep(0.3)

    assert paced.waits[0] >= 200
    assert paced.waits[1] >= 150, "it was due 20 ms after the first"


def test_what_fails_while_it_is_measured_is_told() -> None:
    def fail(_turn: int, _step: int) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        together(2, 1, fail)
    with pytest.raises(TimeoutError), Paced(1, 0.01, fail):
        time.sleep(0.05)
