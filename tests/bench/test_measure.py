"""A figure says how many values it rests on, and no more than they bear."""

from eventapp.bench.measure import Figure, spread


def test_one_value_is_shown_once_and_not_as_least_and_most() -> None:
    single = spread([7.0])

    assert (single.least, single.median, single.most, single.p95) == (None, 7.0, None, None)
    assert str(single) == "7.00"


def test_percentiles_are_values_that_occurred_and_need_enough_of_them() -> None:
    hundred = spread([float(value) for value in range(100, 0, -1)])
    twenty = spread([float(value) for value in range(1, 21)])

    assert (hundred.least, hundred.median, hundred.most) == (1.0, 50.5, 100.0)
    assert (hundred.p95, hundred.p99) == (95.0, 99.0)
    assert (twenty.p95, twenty.p99) == (19.0, None)
    assert spread([1.0] * 19).p95 is None


def test_the_ratio_is_that_of_cpu_where_both_know_it_else_of_waiting() -> None:
    bare = Figure("bare", spread([2.0]), spread([10.0]))

    assert Figure("page", spread([8.0]), spread([20.0])).beside(bare).ratio == 4
    assert Figure("wait", None, spread([30.0])).beside(bare).ratio == 3
    assert "4.00 x bare" in Figure("page", spread([8.0]), spread([20.0])).beside(bare).line()
