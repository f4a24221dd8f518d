"""Growth: what an operation costs in one event of many people, and beside many events."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import update

from eventapp import clock
from eventapp.badges.models import Badge
from eventapp.bench.cases import doors, sign_ups
from eventapp.bench.measure import Figure, Operation, measure_in_turn
from eventapp.bench.neighbours import add_neighbours
from eventapp.bench.world import EVENT, YESTERDAY, World, several_on_both
from eventapp.registration.models import Registration

SIZES = (250, 10_000)
EVENTS, PEOPLE = 1_000, 250
TURNS, OK = 60, 200
MANAGE = f"{EVENT}/manage"
PAGES = {
    "event page": f"{EVENT}/",
    "overview": f"{MANAGE}/",
    "registrations": f"{MANAGE}/registrations",
    "by name": f"{MANAGE}/registrations?sort=name",
    "search": f"{MANAGE}/registrations?q=wagner",
    "check-in page": f"{MANAGE}/checkin",
    "badges page": f"{MANAGE}/badges",
    "activity log": f"{MANAGE}/activity-log",
    "e-mails": f"{MANAGE}/emails",
}


def scale() -> Iterator[Figure]:
    """Measure what people wait for in an event of 250 and in one of 10,000, on both databases."""
    for worlds in several_on_both(len(SIZES)):
        for here, size in zip(worlds, SIZES, strict=True):
            here.grow(size)
        yield from _beside([f"at {size}" for size in SIZES], worlds)


def events() -> Iterator[Figure]:
    """Measure the same in one event alone, and beside 999 others of 250, on both databases."""
    for alone, among in several_on_both(2):
        settle(alone, 1)
        settle(among, EVENTS)
        yield from _beside(["alone", f"of {EVENTS} events"], (alone, among))


def settle(here: World, number: int) -> None:
    """Let a world hold so many events of 250 people each, whose hour was moved once and told.

    All that was yesterday.
    """
    here.grow(PEOPLE)
    with here.session() as (session, event):
        yesterday = clock.now() - YESTERDAY
        event.calendar_no, event.revised_at = 1, yesterday
        session.execute(update(Registration).values(calendar_no=1, changed_at=yesterday))
        session.execute(update(Badge).values(issued_at=yesterday))
        session.flush()
        if number > 1:
            add_neighbours(session, number - 1)


def _beside(names: Sequence[str], worlds: Sequence[World]) -> Iterator[Figure]:
    """Yield each operation in each world, taken in turns, beside that of the first."""
    acts: dict[str, list[Callable[[int], None]]] = {
        "register": [sign_ups.signing_up(here) for here in worlds],
        "scan": [doors.scanning(here) for here in worlds],
        **{kind: [_looking(here, path) for here in worlds] for kind, path in PAGES.items()},
    }
    for kind, those in acts.items():
        operations = [
            Operation(f"{kind} {name}, {here.kind}", act, here.engine, here.cpu)
            for name, here, act in zip(names, worlds, those, strict=True)
        ]
        first, *others = measure_in_turn(operations, number=TURNS)
        yield first
        yield from (other.beside(first) for other in others)


def _looking(here: World, path: str) -> Callable[[int], None]:
    client = here.app.test_client()
    client.set_cookie("who", here.who)

    def look(_turn: int) -> None:
        answer = client.get(path)
        assert answer.status_code == OK, f"{path}: {answer.status_code}"
        answer.get_data()

    return look
