"""The door: decisions in process, by phones over sockets, and beside a print run."""

import itertools
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator

from eventapp.bench import bare
from eventapp.bench.clients import Client, Paced, together
from eventapp.bench.installations import Installation, serving_bare
from eventapp.bench.measure import Figure, measure, spread
from eventapp.bench.timetables import publish
from eventapp.bench.world import EVENT, World, on_both, world

OK, SEE_OTHER = 200, 303
PHONES, SCANS, GUESTS = (1, 4, 16), 192, 1_000
FIRST_MOMENT, APART = 1_795_500_000_000, 20_000
"""Milliseconds: when the first badge was shown, and between two."""
PACE = 0.5
"""Seconds between two scans of a phone while something else goes on."""
LOOK = 0.25
"""Seconds between two looks at whether a print run is done."""
MADE = re.compile(rf"{EVENT}/manage/badges/[\w-]+\.pdf")


def scan() -> list[Figure]:
    """Measure online decisions: in this process, then by 1, 4 and 16 phones, on both databases."""
    figures = []
    for here in on_both():
        here.grow(GUESTS)
        figures += [*scan_here(here), *_scans_by_phones(here)]
    return figures


def scan_here(here: World) -> list[Figure]:
    """Measure one online decision in this process, beside the bare view."""
    app = bare.make_app(here.engine).test_client()
    baseline = measure(f"bare view, {here.kind}", lambda _n: app.post("/"), engine=here.engine)
    figure = measure(f"scan, {here.kind}", scanning(here), number=200, engine=here.engine)
    return [baseline, figure.beside(baseline)]


def scanning(here: World) -> Callable[[int], None]:
    """Return how a phone in this process shows the next badge, turn by turn."""
    client, codes = here.app.test_client(), here.codes()
    client.set_cookie("door", here.phones(1)[0], path="/door")

    def act(turn: int) -> None:
        answer = client.post("/door/v1/scan", json=shown(here, codes[turn % len(codes)]))
        assert answer.status_code == OK

    return act


def shown(here: World, code: str) -> dict[str, object]:
    """Return what a phone sends of a badge."""
    number = next(here.numbers)
    moment = FIRST_MOMENT + number * APART
    return {"id": str(uuid.uuid4()), "seq": number, "code": code, "t": moment}


def _scans_by_phones(here: World) -> list[Figure]:
    figures = [_bare_served(here)]
    with here.served() as running:
        for phones in PHONES:
            each = SCANS // phones
            cpu = running.cpu()
            waits = together(phones, each, scanner(here, running, phones))
            name = f"scan, {phones} phones, {here.kind}"
            spent = spread([(running.cpu() - cpu) / (phones * each)])
            figures.append(Figure(name, spent, spread(waits)).beside(figures[0]))
        figures[-1].memory = running.memory()
    return figures


def _bare_served(here: World) -> Figure:
    with serving_bare(here.settings["EVENTAPP_DATABASE_URL"] or str(here.engine.url)) as running:
        client, cpu = Client(running.place), running.cpu()
        waits = together(1, SCANS, lambda _turn, _step: client.post("/"))
        spent = spread([(running.cpu() - cpu) / SCANS])
    return Figure(f"bare view, 1 client, {here.kind}", spent, spread(waits))


def scanner(here: World, running: Installation, phones: int) -> Callable[[int, int], None]:
    """Return how that many phones, each with its connection, scan the next badge."""
    clients = [Client(running.place, door=cookie) for cookie in here.phones(phones)]
    codes, lock = itertools.cycle(here.codes()), threading.Lock()

    def act(turn: int, _step: int) -> None:
        with lock:
            body = shown(here, next(codes))
        answer = clients[turn].post_json("/door/v1/scan", body)
        assert answer.status == OK, answer.text

    return act


def beside_a_print() -> list[Figure]:
    """Measure what four phones wait alone, and while 250 badges are printed, A6 and duplex."""
    return [figure for here in on_both() for figure in _beside_a_print(here)]


def _beside_a_print(here: World) -> Iterator[Figure]:
    here.grow(250)
    publish(here, 100)
    with here.served() as running:
        organiser = here.organiser(running)
        with Paced(4, PACE, scanner(here, running, 4)) as alone:
            threading.Event().wait(10)
        baseline = Figure(f"scan alone, {here.kind}", None, spread(alone.waits))
        yield baseline
        for layout in ("a6", "a6x4-duplex"):
            with Paced(4, PACE, scanner(here, running, 4)) as scans:
                print_all(organiser, layout)
            name = f"scan beside {layout}, {here.kind}"
            yield Figure(name, None, spread(scans.waits)).beside(baseline)


def print_all(organiser: Client, layout: str) -> bytes:
    """Press *print* as an organiser does and wait for the file, also where the worker makes it."""
    page = f"{EVENT}/manage/badges"
    fields = {"layout": layout, "only": "all", "again": "y"}
    answer = organiser.send(page, fields)
    while answer.body[:4] != b"%PDF":
        assert answer.status in {OK, SEE_OTHER}, answer.text
        time.sleep(LOOK)
        answer = organiser.get(page)
        if file := MADE.search(answer.text):
            answer = organiser.get(file[0])
    return answer.body


def beside_pages() -> list[Figure]:
    """Measure what four phones wait beside an organiser's editor, and beside eight readers."""
    with world() as here:
        here.grow(250)
        publish(here, 1_300)
        with here.served() as running:
            return list(_beside_pages(here, running))


def _beside_pages(here: World, running: Installation) -> Iterator[Figure]:
    with Paced(4, PACE, scanner(here, running, 4)) as alone:
        threading.Event().wait(10)
    baseline = Figure("scan alone", None, spread(alone.waits))
    yield baseline
    loads = (
        ("one editor of 1,300", f"{EVENT}/manage/agenda", 1, here.who),
        ("8 readers of speakers", f"{EVENT}/speakers", 8, ""),
        ("8 readers of the programme", f"{EVENT}/agenda", 8, ""),
    )
    for name, path, number, who in loads:
        readers = [Client(running.place, **({"who": who} if who else {})) for _ in range(number)]

        def read(turn: int, _step: int, path: str = path, all_: list[Client] = readers) -> None:
            assert all_[turn].get(path).status == OK

        with (
            Paced(number, 0.0, read) as pages,
            Paced(4, PACE, scanner(here, running, 4)) as scans,
        ):
            threading.Event().wait(15)
        yield Figure(f"scan beside {name}", None, spread(scans.waits)).beside(baseline)
        yield Figure(f"  {name}", None, spread(pages.waits))
