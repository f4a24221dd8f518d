"""The picture of a day: everybody who comes leaves, and it is the same on every server."""

from eventapp.website.flow import HEIGHT, Gate, strands

GATES = [Gate(0.0, 0.2, 1), Gate(0.3, 0.6, 3), Gate(0.7, 1.0, 1)]


def test_every_strand_has_a_height_at_each_gate_and_within_the_picture() -> None:
    drawn = strands(20, 15, GATES)

    assert len(drawn) == 35
    assert {len(strand) for strand in drawn} == {len(GATES) + 2}
    assert all(0 <= height <= HEIGHT for strand in drawn for height in strand)


def test_it_is_drawn_alike_each_time() -> None:
    assert strands(20, 15, GATES) == strands(20, 15, GATES)


def test_people_divide_into_parallel_rooms_the_largest_first() -> None:
    shares = [share for share, _ in Gate(0, 1, 4).lanes()]

    assert abs(sum(shares) - 1) < 1e-9
    assert shares == sorted(shares, reverse=True)


def test_an_event_of_nobody_has_no_strands() -> None:
    assert strands(0, 0, GATES) == []
