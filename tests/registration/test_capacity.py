"""Who may have which place: the arithmetic alone."""

from hypothesis import given
from hypothesis import strategies as st

from eventapp.registration.capacity import Ledger, NoPlaceReason, Place, Reserve, Seeker, shared_out

CLUSTERS, POLES = 1, 2
FRANCE = Seeker(POLES, "FR", 71)
GERMANY = Seeker(CLUSTERS, "DE", 82)


def ledger(places: int | None = 10, **facts: object) -> Ledger:
    """Return an event's places, nobody holding one yet unless told."""
    values: dict[str, object] = {"places": places, "by_category": {}, **facts}
    return Ledger(**values)  # type: ignore[arg-type]


def test_an_event_without_limits_has_a_place_for_everybody() -> None:
    assert ledger(None).find(GERMANY) == Place()
    assert ledger(None).free_in(CLUSTERS) is None


def test_a_kept_place_is_taken_by_those_it_is_kept_for_and_nobody_else() -> None:
    kept = Reserve(5, places=2, country="FR")
    held = ledger(3, reserves=[kept], by_category={CLUSTERS: 1})

    assert held.find(FRANCE) == Place(5)
    assert held.find(GERMANY) is NoPlaceReason.RESERVED
    assert held.free_in(CLUSTERS) == 0


def test_who_finds_the_contingent_used_up_takes_a_place_open_to_all() -> None:
    kept = Reserve(5, places=1, country="FR")
    held = ledger(2, reserves=[kept], by_category={POLES: 1}, by_contingent={5: 1})

    assert held.find(FRANCE) == Place()


def test_the_narrowest_contingent_goes_first() -> None:
    wide, narrow = Reserve(1, places=5, country="FR"), Reserve(2, places=5, organisation_id=71)

    assert ledger(10, reserves=[wide, narrow]).find(FRANCE) == Place(2)


def test_one_organisation_holds_no_more_of_a_contingent_than_it_may() -> None:
    kept = Reserve(5, places=4, country="FR", per_organisation=1)
    held = ledger(
        4, reserves=[kept], by_category={POLES: 1}, by_contingent={5: 1}, in_contingent={(5, 71): 1}
    )

    assert held.find(FRANCE) is NoPlaceReason.RESERVED
    assert held.find(Seeker(POLES, "FR", 72)) == Place(5)


def test_one_organisation_holds_no_more_of_a_category_than_it_may() -> None:
    held = ledger(
        10,
        organisation_limits={POLES: 1},
        by_category={POLES: 1},
        by_organisation={(POLES, 71): 1},
    )

    assert held.find(FRANCE) is NoPlaceReason.ORGANISATION_FULL


def test_no_contingent_gives_more_places_than_the_event_has() -> None:
    kept = Reserve(5, places=3, country="FR")

    assert (
        ledger(2, reserves=[kept], by_category={CLUSTERS: 2}).find(FRANCE)
        is NoPlaceReason.EVENT_FULL
    )


RESERVES = st.lists(
    st.builds(
        Reserve,
        contingent_id=st.integers(1, 4),
        places=st.integers(0, 6),
        country=st.sampled_from(["", "DE", "FR"]),
        organisation_id=st.sampled_from([None, 71, 82]),
        per_organisation=st.sampled_from([None, 1, 2]),
    ),
    max_size=4,
    unique_by=lambda reserve: reserve.contingent_id,
)
SEEKERS = st.lists(st.sampled_from([FRANCE, GERMANY, Seeker(CLUSTERS, "FR", 82)]), max_size=40)


@given(RESERVES, SEEKERS, st.integers(0, 20))
def test_whoever_comes_no_limit_is_ever_passed(
    reserves: list[Reserve], seekers: list[Seeker], places: int
) -> None:
    held = ledger(places, reserves=reserves, limits={POLES: 5}, organisation_limits={CLUSTERS: 3})

    for seeker in seekers:
        outcome = held.find(seeker)
        if isinstance(outcome, Place):
            held.take(seeker, outcome)

    assert sum(held.by_category.values()) <= places
    assert held.by_category.get(POLES, 0) <= 5
    assert held.by_organisation.get((CLUSTERS, 82), 0) <= 3
    for reserve in reserves:
        assert held.by_contingent.get(reserve.contingent_id, 0) <= reserve.places


@given(st.integers(0, 300), st.dictionaries(st.integers(1, 5), st.integers(1, 100), max_size=5))
def test_shares_add_up_and_nobody_gets_a_negative_one(number: int, shares: dict[int, int]) -> None:
    given_out = shared_out(number, shares)

    assert all(value >= 0 for value in given_out.values())
    if sum(shares.values()) == 100:
        assert sum(given_out.values()) == number


def test_two_halves_of_an_odd_number_differ_by_one() -> None:
    assert shared_out(7, {CLUSTERS: 50, POLES: 50}) == {CLUSTERS: 4, POLES: 3}
