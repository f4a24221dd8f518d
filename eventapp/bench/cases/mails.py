"""E-mails: a mailing by itself, and a sign-in link that somebody waits for beside it."""

import time
from datetime import timedelta

from eventapp import clock
from eventapp.bench.clients import Client
from eventapp.bench.installations import Installation
from eventapp.bench.mailbox import mailbox
from eventapp.bench.measure import Figure, spread
from eventapp.bench.world import EVENT, World, world
from eventapp.registration.models import State
from eventapp.registration.queries import counts
from eventapp.scope import Scope

PAUSE = 0.3
"""Seconds the mail server takes for an e-mail."""
ORGANISER = "organiser@example.org"
SEE_OTHER, TURNS = 303, 3


def emails() -> list[Figure]:
    """Measure a question to everybody who comes, 0.3 s an e-mail, and a sign-in link beside it."""
    waits, wholes, cpus = list[float](), list[float](), list[float]()
    for _ in range(TURNS):
        with world() as here, mailbox(pause=PAUSE) as box, here.served(mail_url=box.url) as running:
            client, cpu = Client(running.place), running.cpu()
            begun = time.perf_counter()
            number = _ask_everybody(here, running)
            box.wait_for(1)
            asked = time.perf_counter()
            answer = client.send("/sign-in", {"email": ORGANISER})
            assert answer.status < 400, answer.text  # noqa: PLR2004  (it was taken)
            waits.append((box.moment_of(ORGANISER) - asked) * 1000)
            box.wait_for(number + 1)
            wholes.append((time.perf_counter() - begun) * 1000)
            cpus.append((running.cpu() - cpu) / (number + 1))
    return [
        Figure("sign-in link beside a mailing", None, spread(waits)),
        Figure("the whole mailing; CPU of one", spread(cpus), spread(wholes)),
    ]


def _ask_everybody(here: World, running: Installation) -> int:
    """Ask as an organiser whether everybody still comes; return how many e-mails that makes."""
    path, until = f"{EVENT}/manage/reconfirmations", clock.now() + timedelta(days=3)
    answer = here.organiser(running).send(path, {"answer_by": f"{until:%Y-%m-%dT%H:%M}"})
    assert answer.status == SEE_OTHER, answer.text
    with here.session() as (session, event):
        return counts(session, Scope(event.id))[State.CONFIRMED]
