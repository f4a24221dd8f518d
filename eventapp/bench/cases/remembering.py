"""What stays in memory of a day's work with 1,300 sessions, all processes together."""

import re
import statistics
import time
import uuid
from collections.abc import Callable

from eventapp.bench.cases.doors import print_all, scanner
from eventapp.bench.cases.organising import fetch_booklet
from eventapp.bench.cases.programme import LARGE, PAGES, release_again
from eventapp.bench.cases.sign_ups import visitor
from eventapp.bench.clients import Client, together
from eventapp.bench.installations import Installation
from eventapp.bench.measure import Figure, spread
from eventapp.bench.timetables import publish
from eventapp.bench.world import EVENT, World, world
from eventapp.languages import LANGUAGES

GUESTS, SIGN_UPS, SCANS, RELEASES, SESSIONS = 250, 64, 192, 5, 300
SESSION = re.compile(rf'href="({EVENT}/agenda/[\w-]+)"')
SETTLED, RESTED = 3, 60
"""Seconds until what was asked is done, and until what a process gives back has been given."""
MINUTE = 60
"""Seconds of rest over which the mean is taken: the clock strikes once, and its jobs count, too."""
AT_REST, MOST_TO_SEND = 3, 120
"""Processes while there is nothing to do, and seconds in which what the start found to send goes.
"""


def memory() -> list[Figure]:
    """Measure the memory of all processes fresh, after each kind of work, and when all rest."""
    with world() as here:
        here.grow(GUESTS)
        publish(here, LARGE)
        with here.served() as running:
            steps: dict[str, Callable[[], object]] = {
                "fresh, one page seen": lambda: _begin(running),
                "pages of 1,300, three languages": lambda: _look(running),
                f"{SIGN_UPS} sign-ups": lambda: _sign_up(running),
                f"{SCANS} scans": lambda: together(4, SCANS // 4, scanner(here, running, 4)),
                f"{RELEASES} releases, pages of each": lambda: _release(here, running),
                "badges and booklet": lambda: _print(here, running),
            }
            figures = [_after(name, act, running) for name, act in steps.items()]
            time.sleep(RESTED)
            return [*figures, _resting(running)]


def _after(name: str, act: Callable[[], object], running: Installation) -> Figure:
    begun = time.perf_counter()
    act()
    wall = (time.perf_counter() - begun) * 1000
    time.sleep(SETTLED)
    return Figure(f"memory: {name}", None, spread([wall]), memory=running.memory())


def _resting(running: Installation) -> Figure:
    """Return the mean of a minute in which nobody asks for anything."""
    held, begun = list[float](), time.perf_counter()
    while time.perf_counter() - begun < MINUTE:
        held.append(running.memory())
        time.sleep(1)
    wall = (time.perf_counter() - begun) * 1000
    return Figure("memory: at rest", None, spread([wall]), memory=statistics.fmean(held))


def _begin(running: Installation) -> None:
    """See one page, and let the jobs send what waited for the start."""
    Client(running.place).get(PAGES["home"])
    until = time.perf_counter() + MOST_TO_SEND
    while running.processes() > AT_REST and time.perf_counter() < until:
        time.sleep(1)


def _look(running: Installation) -> None:
    client = Client(running.place)
    for language in LANGUAGES:
        client.cookies["lang"] = language
        programme = client.get(PAGES["programme"])
        for path in (PAGES["home"], PAGES["speakers"], *SESSION.findall(programme.text)[:SESSIONS]):
            client.get(path)


def _sign_up(running: Installation) -> None:
    together(4, SIGN_UPS // 4, visitor(running, uuid.uuid4().hex))


def _release(here: World, running: Installation) -> None:
    for _ in range(RELEASES):
        release_again(here)
        for path in PAGES.values():
            Client(running.place).get(path)


def _print(here: World, running: Installation) -> None:
    organiser = here.organiser(running)
    print_all(organiser, "a6")
    fetch_booklet(organiser)
