"""Growth: what an operation costs in one event of many people, and beside many events."""

from sqlalchemy import select

from eventapp import clock
from eventapp.bench import guests
from eventapp.bench.cases import doors, sign_ups
from eventapp.bench.measure import Figure, measure
from eventapp.bench.world import EVENT, World, world
from eventapp.events.models import Category, Event
from eventapp.orm import Translated

SIZES = (250, 2_500, 25_000, 250_000)
EVENTS, PEOPLE = 1_000, 250
LOOKS, OK = 15, 200
LISTS = {
    "table": f"{EVENT}/manage/registrations?sort=name",
    "overview": f"{EVENT}/manage/",
    "door page": f"{EVENT}/manage/checkin",
}


def scale() -> list[Figure]:
    """Measure registering, scanning and the lists as one event grows a thousandfold."""
    figures, first = list[Figure](), dict[str, Figure]()
    with world() as here:
        for size in SIZES:
            here.grow(size)
            figures += _all(here, f"at {size}", first)
    return figures


def events() -> list[Figure]:
    """Measure the same beside 999 other events of 250 people each."""
    first = dict[str, Figure]()
    with world() as here:
        here.grow(PEOPLE)
        figures = _all(here, "of 1 event", first)
        with here.session() as (session, event):
            names = session.scalars(select(Category.key).where(Category.event == event)).all()
            for number in range(EVENTS - 1):
                other = Event(
                    slug=f"other-{number}",
                    title=Translated.same(f"Other {number}"),
                    places=PEOPLE,
                    created_at=clock.now(),
                )
                session.add(other)
                session.add_all(
                    Category(event=other, key=key, name=Translated.same(key)) for key in names
                )
                session.flush()
                guests.grow(session, other, PEOPLE, here.keys, now=clock.now())
        return figures + _all(here, f"of {EVENTS} events", first)


def _all(here: World, which: str, first: dict[str, Figure]) -> list[Figure]:
    figures = {"register": sign_ups.register_here(here)[1], "scan": doors.scan_here(here)[1]}
    figures |= {kind: _listed(here, path) for kind, path in LISTS.items()}
    for kind, figure in figures.items():
        figure.name = f"{kind} {which}"
        figure.beside(first.setdefault(kind, figure))
    return list(figures.values())


def _listed(here: World, path: str) -> Figure:
    client = here.app.test_client()
    client.set_cookie("who", here.who)

    def look(_turn: int) -> None:
        assert client.get(path).status_code == OK

    return measure(path, look, number=LOOKS, engine=here.engine)
