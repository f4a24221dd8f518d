"""Phones scan while an organiser does everything that is slow: no scan waits, none is refused."""

import itertools
import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda.models import AgendaSession
from eventapp.bench.clients import FORM, HIDDEN, Client, Paced
from eventapp.bench.timetables import frab_file, publish
from eventapp.bench.world import EVENT, World
from eventapp.events.models import Category
from eventapp.orm import Translated
from eventapp.people.models import Person
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState, State

pytestmark = [pytest.mark.on_sqlite, pytest.mark.timeout(120)]
PEOPLE, SESSIONS, CHOSEN, GUESTS = 300, 120, 60, 150
MANAGE = f"{EVENT}/manage"
EDITOR, TABLE, IMPORT = f"{MANAGE}/agenda", f"{MANAGE}/registrations", f"{MANAGE}/agenda/import"
OK, SEE_OTHER = 200, 303
MOST_SECONDS, MOST_OF_AN_ACT, MOST_TIMES = 0.6, 0.5, 3
"""A scan waits at most so long; where the machine is slow, so great a part of the act beside it, or
so many times as long as beside somebody who only looks.

Where an act held the turn to write, a scan waited for nine tenths of it.
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return an event with a programme that people are signed up for, and is edited since."""
    made = World(tmp_path_factory.mktemp("world"))
    made.grow(PEOPLE)
    publish(made, SESSIONS)
    with made.session() as (session, _event):
        _sign_everybody_up(session)
    yield made
    made.end()


def _sign_everybody_up(session: Session) -> None:
    items = session.scalars(select(AgendaSession).where(AgendaSession.source_key.is_not(None)))
    first, *others = items.all()
    first.sign_up = True
    statement = select(Registration.id).where(Registration.state == State.CONFIRMED)
    rows = [
        {
            "registration_id": number,
            "session_id": first.id,
            "state": SessionPlaceState.CONFIRMED,
            "queue_no": place,
            "signed_up_at": clock.now(),
            "release_no": 1,
        }
        for place, number in enumerate(session.scalars(statement))
    ]
    session.execute(insert(SessionPlace), rows)
    for item in (first, *others):
        item.starts_at, item.ends_at = item.ends_at, None  # what the next release tells of
    for number, person in enumerate(session.scalars(select(Person))):
        person.email = f"person{number}@example.org"


class Organiser:
    """What an organiser does that is slow, each by its form; every act answers with a status."""

    def __init__(self, client: Client, world: World) -> None:
        self.client, self.world = client, world

    def look(self) -> int:
        """Look at the greatest pages, and change nothing."""
        pages = (EDITOR, TABLE, f"{EDITOR}/release", EDITOR, TABLE, f"{EDITOR}/release")
        return max(self.client.get(page).status for page in pages)

    def publish(self) -> int:
        """Publish the programme and tell everybody."""
        page = self.client.get(f"{EDITOR}/release").text
        fields = {"name": "Moved", "tell": "y"}
        return self.client.send(f"{EDITOR}/release", fields, page=page).status

    def look_and_bring_in(self) -> int:
        """Look at a timetable, then bring it in."""
        file = frab_file(SESSIONS, self.world, series=7)
        shown = self.client.upload(IMPORT, "plan.xml", file, {}).text
        address = re.search(rf'action="({IMPORT}/[\w-]+)"', shown)
        assert address is not None
        return self.client.send(address[1], {}, page=shown).status

    def on_many(self, act: str, **more: str) -> int:
        """Press a button for many registrations, and mean it."""
        with self.world.session() as (session, _event):
            references = session.scalars(select(Registration.reference).limit(CHOSEN)).all()
        hidden = dict(HIDDEN.findall(self.client.get(TABLE).text))
        pairs = [*({**hidden, "act": act, "sure": "1", **more}).items()]
        body = urlencode([*pairs, *(("pick", reference) for reference in references)])
        answer = self.client.post(f"{TABLE}/bulk", body, Content_Type=FORM)
        self.last = answer.headers.get("location", "")
        return answer.status

    def invite(self) -> int:
        """Invite a list of guests."""
        people = "\n".join(f"guest{number}@example.org; Ada; Lovelace" for number in range(GUESTS))
        page = self.client.get(f"{MANAGE}/invitations").text
        group = re.search(r'<option[^>]* value="(\w+)"', page)
        assert group is not None
        fields = {"people": people, "category": group[1], "language": "de"}
        return self.client.send(f"{MANAGE}/invitations", fields, page=page).status

    def ask_everybody(self) -> int:
        """Ask everybody whether they still come."""
        page = self.client.get(f"{MANAGE}/reconfirmations").text
        until = f"{clock.now() + timedelta(days=9):%Y-%m-%dT%H:%M}"
        return self.client.send(f"{MANAGE}/reconfirmations", {"answer_by": until}, page=page).status

    def look_at_badges(self) -> int:
        """Look at how all badges fit, after their groups got other names."""
        with self.world.session() as (session, _event):
            for category in session.scalars(select(Category)):
                category.name = Translated.same(f"{category.name['de']} II")
        return self.client.get(f"{MANAGE}/badges").status

    def undo(self) -> int:
        """Take back what was done last."""
        done = self.last.partition("done=")[2]
        shown = self.client.get(self.last).text
        return self.client.send(f"{TABLE}/undo", {"done": done}, page=shown).status

    def refused_publishing(self) -> int:
        """Publish under a name that is too long: the whole editor answers."""
        page = self.client.get(f"{EDITOR}/release").text
        return self.client.send(f"{EDITOR}/release", {"name": "x" * 200}, page=page).status

    def print_badges(self) -> int:
        """Print all badges."""
        fields = {"layout": "a6", "chosen": "all"}
        return self.client.send(f"{MANAGE}/badges", fields).status

    def download(self) -> int:
        """Download the list of registrations."""
        return self.client.get(f"{TABLE}.csv").status


ACTS: tuple[tuple[Callable[[Organiser], int], int], ...] = (
    (Organiser.publish, SEE_OTHER),
    (Organiser.look_and_bring_in, SEE_OTHER),
    (Organiser.refused_publishing, 422),
    (lambda organiser: organiser.on_many("cancel"), SEE_OTHER),
    (Organiser.undo, SEE_OTHER),
    (lambda organiser: organiser.on_many("link"), SEE_OTHER),
    (Organiser.invite, SEE_OTHER),
    (Organiser.ask_everybody, SEE_OTHER),
    (Organiser.look_at_badges, OK),
    (Organiser.print_badges, SEE_OTHER),
    (Organiser.download, OK),
)
"""Every act that was found to be slow, and how it answers."""


def test_scans_go_on_whatever_an_organiser_does(world: World) -> None:
    codes, numbers = world.codes()[CHOSEN:], itertools.count(1)
    (cookie,) = world.phones(1)
    refused, waits = list[bytes](), list[float]()
    with world.served(tick_seconds="1") as running:
        organiser = Organiser(world.organiser(running), world)
        phone = Client(running.place, door=cookie)

        def scan(_turn: int, _step: int) -> None:
            number = next(numbers)
            shown = {"id": str(uuid.uuid4()), "seq": number, "code": codes[number % len(codes)]}
            facts = {**shown, "t": int(time.time() * 1000)}
            begun = time.perf_counter()
            answer = phone.post("/door/v1/scan", json.dumps(facts), Content_Type="application/json")
            waits.append(time.perf_counter() - begun)
            if answer.status != OK:
                refused.append(answer.body)

        scan(0, 0)
        with Paced(1, 0.03, scan):
            looked, usual, _took = _beside(Organiser.look, organiser, waits)
            results = [_beside(act, organiser, waits) for act, _status in ACTS]

    assert [status for status, _longest, _took in results] == [status for _act, status in ACTS]
    assert (looked, refused) == (OK, [])
    for _status, longest, took in results:
        assert longest <= max(MOST_SECONDS, MOST_OF_AN_ACT * took, MOST_TIMES * usual), results


def _beside(
    act: Callable[[Organiser], int], organiser: Organiser, waits: list[float]
) -> tuple[int, float, float]:
    """Return how an act ended, the longest wait of a scan beside it, and how long it took."""
    before, begun = len(waits), time.perf_counter()
    status = act(organiser)
    took, seen = time.perf_counter() - begun, len(waits)
    while len(waits) == seen:  # the one that is under way waited for the act, too
        time.sleep(0.01)
    return status, max(waits[before:]), took
