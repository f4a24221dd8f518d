"""Sign-ups: one in this process, whole ones with their e-mail, and crowds at the last places."""

import itertools
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import clock, composition
from eventapp.accounts.models import TokenScope
from eventapp.accounts.services import tokens
from eventapp.bench import bare
from eventapp.bench.clients import HIDDEN, Act, Client, together
from eventapp.bench.installations import Installation
from eventapp.bench.mailbox import Mailbox, mailbox
from eventapp.bench.measure import Figure, counted, measure, spread
from eventapp.bench.world import EVENT, World, on_both
from eventapp.events.models import Category, Event
from eventapp.journal.services import SYSTEM
from eventapp.mail import sending
from eventapp.mail.transports import Transport, transport_for
from eventapp.orm import Translated
from eventapp.registration.models import Contingent, ContingentShare, Registration, State
from eventapp.registration.services import contingents, sign_up
from eventapp.registration.services.registrations import RegistrationChange

SEE_OTHER, CREATED = 303, 201
VISITORS, SIGN_UPS, WARM_UP = (1, 8), 64, 8
CLIENTS, PLACES = 300, 250
KEPT, WAITING, RUNS = 40, 30, 3
FORM = f"{EVENT}/register"


def register() -> list[Figure]:
    """Measure whole sign-ups at the form: alone in this process, then served with their e-mail."""
    return [
        figure for here in on_both() for figure in (*register_here(here), *_with_their_mail(here))
    ]


def register_here(here: World) -> list[Figure]:
    """Measure a sign-up, fetched and sent, without its e-mail, beside the bare view."""
    app = bare.make_app(here.engine).test_client()
    baseline = measure(f"bare view, {here.kind}", lambda _n: app.post("/"), engine=here.engine)
    name = f"register, {here.kind}"
    figure = measure(name, signing_up(here), number=60, engine=here.engine)
    return [baseline, figure.beside(baseline)]


def signing_up(here: World) -> Callable[[int], None]:
    """Return how somebody new fetches the form in this process and sends it, turn by turn."""
    series = uuid.uuid4().hex

    def act(turn: int) -> None:
        sign_up_here(here, f"{series}{turn}")

    return act


def sign_up_here(here: World, name: str) -> None:
    """Fetch the form and send it, without a server."""
    client = here.app.test_client()
    page = client.get(FORM).get_data(as_text=True)
    filled = {**dict(HIDDEN.findall(page)), **_person(name)}
    assert client.post(FORM, data=filled).status_code == SEE_OTHER


def statements_with_mail(here: World, transport: Transport) -> int:
    """Return how many statements a sign-up takes until its e-mail is out and booked."""
    with here.app.app_context():
        mailing = composition.mailing()
    sending.drain(here.engine, mailing, transport)
    with counted(here.engine) as sent:
        sign_up_here(here, uuid.uuid4().hex)
        assert sending.drain(here.engine, mailing, transport) == 1
    return len(sent)


def _person(name: str) -> dict[str, str]:
    return {
        "given_name": "Ada",
        "family_name": f"Bench {name[-6:]}",
        "email": f"{name}@example.org",
        "organisation": "Chemie-Cluster Bayern",
        "language": "de",
        "category": "members",
        "consent_privacy": "y",
    }


def _with_their_mail(here: World) -> Iterator[Figure]:
    """Yield what visitors wait; CPU is that of all processes until the last e-mail is out.

    What the first ones find not yet loaded and compiled is a figure of its own. The others are
    measured several times: the least was disturbed least by what else the machine does.
    """
    with mailbox() as box:
        sql = statements_with_mail(here, transport_for(box.url))
        with here.served(mail_url=box.url) as running:
            yield from _served_with_mail(here, running, box, sql)


def _served_with_mail(
    here: World, running: Installation, box: Mailbox, sql: int
) -> Iterator[Figure]:
    spent, waits = _signed_up(running, box, 1, WARM_UP)
    name = f"register and e-mail, first {WARM_UP}, {here.kind}"
    yield Figure(name, spread([spent]), spread(waits), memory=running.memory())
    for visitors in VISITORS:
        measured = [_signed_up(running, box, visitors, SIGN_UPS) for _ in range(RUNS)]
        spent_each = spread([cpu for cpu, _waits in measured])
        waited = spread([wait for _cpu, waits in measured for wait in waits])
        name = f"register and e-mail, {visitors} visitors, {here.kind}"
        yield Figure(name, spent_each, waited, sql, running.memory())
    assert State.WAITING not in _states(here, EVENT.strip("/"))


def _signed_up(
    running: Installation, box: Mailbox, visitors: int, number: int
) -> tuple[float, list[float]]:
    """Return the CPU milliseconds of one of so many sign-ups, and how long each visitor waited."""
    series = uuid.uuid4().hex
    box.clear()
    cpu = running.cpu()
    waits = together(visitors, number // visitors, visitor(running, series))
    box.wait_for(number)
    return (running.cpu() - cpu) / number, waits


def visitor(running: Installation, series: str) -> Act:
    """Return how visitors sign up, each with a connection and an address of its own."""

    def act(turn: int, step: int) -> None:
        client = Client(running.place)
        answer = client.send(FORM, _person(f"{series}{turn}x{step}"))
        assert answer.status == SEE_OTHER, answer.text
        client.close()

    return act


def burst() -> list[Figure]:
    """Measure three hundred sign-ups at the same moment for 250 places, over HTTP."""
    return [_burst(here) for here in on_both()]


def _burst(here: World) -> Figure:
    with Session(here.engine) as session:
        event = _event(session, PLACES)
        _category(session, event, "guests")
        token = tokens.add_token(session, event.id, TokenScope.WRITE, name="bench", now=clock.now())
        slug = event.slug
        session.commit()
    statuses = Counter[int]()
    with here.served(worker="apart") as running:

        def act(turn: int, _step: int) -> None:
            body = {
                "family_name": f"Visitor {turn}",
                "email": f"visitor{turn}@example.org",
                "language": "en",
                "category": "guests",
            }
            client = Client(running.place)
            path = f"/api/v1/events/{slug}/registrations"
            statuses[client.post_json(path, body, Authorization=f"Bearer {token}").status] += 1
            client.close()

        cpu = running.cpu()
        waits = together(CLIENTS, 1, act)
        spent = spread([(running.cpu() - cpu) / CLIENTS])
    assert statuses == {CREATED: CLIENTS}
    assert _states(here, slug) == {State.CONFIRMED: PLACES, State.WAITING: CLIENTS - PLACES}
    return Figure(f"burst {CLIENTS} for {PLACES}, {here.kind}", spent, spread(waits))


_numbers = itertools.count(1)


def _event(session: Session, places: int) -> Event:
    event = Event(
        slug=f"bench-{next(_numbers)}",
        title=Translated.same("Bench"),
        places=places,
        created_at=clock.now(),
    )
    session.add(event)
    session.flush()
    return event


def _category(session: Session, event: Event, key: str) -> Category:
    category = Category(event=event, key=key, name=Translated.same(key))
    session.add(category)
    session.flush()
    return category


def _states(here: World, slug: str) -> dict[State, int]:
    with Session(here.engine) as session:
        statement = (
            select(Registration.state, func.count())
            .join(Event, Event.id == Registration.event_id)
            .where(Event.slug == slug)
            .group_by(Registration.state)
        )
        return {state: number for state, number in session.execute(statement)}  # noqa: C416  (a Result is no mapping)


def release() -> list[Figure]:
    """Measure the release of forty kept places to two waiting lists, e-mails and journal too."""
    return [_release(here) for here in on_both()]


def _release(here: World) -> Figure:
    cpus, walls, statements = list[float](), list[float](), 0
    for _ in range(RUNS):
        kept = _full_event(here)
        with Session(here.engine) as session, counted(here.engine) as sent:
            cpu, wall = time.process_time(), time.perf_counter()
            contingent = session.get_one(Contingent, kept)
            event = session.get_one(Event, contingent.event_id)
            served = contingents.release(session, contingent, event, by=SYSTEM, now=clock.now())
            session.commit()
            cpus.append((time.process_time() - cpu) * 1000)
            walls.append((time.perf_counter() - wall) * 1000)
            statements = len(sent)
        assert len(served) == KEPT
    return Figure(f"release {KEPT}, {here.kind}", spread(cpus), spread(walls), statements)


def _full_event(here: World) -> int:
    """Return the contingent of an event that is full but for what the contingent keeps."""
    with Session(here.engine) as session:
        event = _event(session, KEPT + 1)
        lists = [_category(session, event, key) for key in ("german", "french")]
        kept = Contingent(event=event, name="Swiss", places=KEPT, country="CH")
        session.add(kept)
        for category in lists:
            session.add(ContingentShare(contingent=kept, category=category, percent=50))
        for number in range(2 * WAITING + 1):
            person = RegistrationChange(
                family_name=f"Person {number}", email=f"p{number}@example.org", country="DE"
            )
            category = lists[number % 2]
            by_form, now = sign_up.BY_FORM, clock.now()
            sign_up.register(session, event, category, person, by_form, by=SYSTEM, now=now)
        session.commit()
        return kept.id
