"""The morning of the conference: fifty browsers, an organiser and three scans a second."""

import random
import threading
from collections.abc import Iterator

from eventapp.bench.cases.doors import scanner
from eventapp.bench.clients import Act, Client, Paced
from eventapp.bench.installations import Installation
from eventapp.bench.measure import Figure, spread
from eventapp.bench.timetables import publish
from eventapp.bench.world import EVENT, World, on_both

BROWSERS, READING = 50, 5.0
"""How many look at a page, and for how many seconds each."""
PHONES, SCANS_A_SECOND, SECONDS = 4, 3, 30
PUBLIC = (f"{EVENT}/", f"{EVENT}/agenda", f"{EVENT}/speakers", f"{EVENT}/hosts", f"{EVENT}/desks")
MANAGE = (f"{EVENT}/manage/", f"{EVENT}/manage/registrations", f"{EVENT}/manage/checkin")
SEED = 27


def mixed() -> list[Figure]:
    """Measure what browsers, phones and an organiser wait beside each other, on both databases."""
    return [figure for here in on_both() for figure in _mixed(here)]


def _mixed(here: World) -> Iterator[Figure]:
    here.grow(250)
    publish(here, 100)
    with here.served() as running:
        organiser = here.organiser(running)
        cpu = running.cpu()
        with (
            Paced(BROWSERS, READING, _reader(running)) as pages,
            Paced(1, 1.0, lambda _t, step: _look(organiser, MANAGE[step % len(MANAGE)])) as desk,
            Paced(PHONES, PHONES / SCANS_A_SECOND, scanner(here, running, PHONES)) as scans,
        ):
            threading.Event().wait(SECONDS)
        busy = spread([(running.cpu() - cpu) / SECONDS])
        yield Figure(f"a scan, {here.kind}", None, spread(scans.waits))
        yield Figure(f"a page of {BROWSERS} browsers, {here.kind}", None, spread(pages.waits))
        figure = Figure(f"an organiser's page, {here.kind}; CPU a s", busy, spread(desk.waits))
        figure.memory = running.memory()
        yield figure


def _reader(running: Installation) -> Act:
    clients = [Client(running.place) for _ in range(BROWSERS)]
    chance = random.Random(SEED)  # noqa: S311  (which page is looked at)
    return lambda turn, _step: _look(clients[turn], chance.choice(PUBLIC))


def _look(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 200, f"{path}: {answer.status}"  # noqa: PLR2004  (the page)
