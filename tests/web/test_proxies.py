"""Who is counted and who counts as the machine itself, as processes behind proxies see it."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.factories.served import GUNICORN, SERVE, Served, open_event, served

pytestmark = pytest.mark.on_sqlite
Start = Callable[..., Served]
MOST_ENROLMENTS = 10
"""A minute, for one address: the lowest limit of a form without a page."""
SIGNS = [
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "Forwarded",
    "X-Real-IP",
    "Via",
]


@pytest.fixture
def start(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Start]:
    """Return what starts a server in production, on a database with one open event."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    open_event(f"sqlite:///{tmp_path / 'eventapp.db'}")
    with ExitStack() as stack:

        def begin(command: tuple[str, ...], *, hops: int) -> Served:
            given = {"EVENTAPP_TRUSTED_PROXIES": str(hops)}
            return stack.enter_context(served(tmp_path, free_port(), *command, environ=given))

        yield begin


def refused(here: Served, forwarded: list[str]) -> int:
    """Return how many of the enrolments that say so are refused for being too many."""
    statuses = []
    for address in forwarded:
        headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
        body = json.dumps({"token": "none"})
        statuses.append(
            here.ask("/door/v1/enrol", method="POST", body=body, headers=headers).status
        )
    assert set(statuses) <= {404, 410, 422, 429}, statuses
    return statuses.count(429)


@pytest.mark.parametrize("command", [SERVE, GUNICORN], ids=["serve", "gunicorn"])
def test_visitors_behind_one_proxy_are_counted_each_for_themselves(
    start: Start, command: tuple[str, ...]
) -> None:
    here = start(command, hops=1)

    each = [here.sign_up(number, X_Forwarded_For=f"203.0.113.{number}") for number in range(45)]
    statuses = [here.sign_up(100 + number, X_Forwarded_For="198.51.100.7") for number in range(31)]

    assert each == [303] * 45
    assert statuses == [303] * 30 + [429]


@pytest.mark.parametrize("command", [SERVE, GUNICORN], ids=["serve", "gunicorn"])
def test_only_what_the_proxies_wrote_is_counted(start: Start, command: tuple[str, ...]) -> None:
    here = start(command, hops=1)
    many = range(MOST_ENROLMENTS + 2)

    for number in (f"10.9.8.{turn}" for turn in many):
        assert refused(here, [f"{number}, 203.0.113.1"]) == (number in {"10.9.8.10", "10.9.8.11"})
    assert refused(here, [f'"x{turn}, 203.0.113.2' for turn in many]) == 2, "a quote left open"
    assert refused(here, [f"203.0.113.3:{40000 + turn}" for turn in many]) == 2, "ports"
    assert refused(here, [f"2001:db8:1:2::{turn:x}" for turn in many]) == 2, "one /64"
    assert refused(here, [f"[2001:db8:1:3::{turn:x}]:{turn + 1}" for turn in many]) == 2
    assert refused(here, [f"2001:db8:2:{turn:x}::1" for turn in many]) == 0, "many /64"
    assert refused(here, ["::ffff:203.0.113.4", "203.0.113.4"] * 6) == 2, "one address"
    assert refused(here, [f"::ffff:198.51.100.{turn}" for turn in many]) == 0
    assert refused(here, ["unknown", "", "nonsense"] * 4) == 2, "nobody: the proxy's own address"


@pytest.mark.parametrize("command", [SERVE, GUNICORN], ids=["serve", "gunicorn"])
def test_behind_two_proxies_the_one_before_the_last_address_counts(
    start: Start, command: tuple[str, ...]
) -> None:
    here = start(command, hops=2)
    many = range(MOST_ENROLMENTS + 2)

    assert refused(here, [f"203.0.113.{turn}, 10.0.0.1" for turn in many]) == 0
    assert refused(here, [f"{turn}.0.0.9, 198.51.100.1, 10.0.0.1" for turn in many]) == 2
    assert refused(here, [f"198.51.100.2, 10.0.0.{turn}" for turn in many]) == 2
    assert refused(here, ["198.51.100.3"] * len(many)) == 2, "the outer one was gone round"


@pytest.mark.parametrize("command", [SERVE, GUNICORN], ids=["serve", "gunicorn"])
def test_without_a_proxy_nobody_is_believed_to_come_from_elsewhere(
    start: Start, command: tuple[str, ...]
) -> None:
    here = start(command, hops=0)

    assert refused(here, [f"203.0.113.{turn}" for turn in range(MOST_ENROLMENTS + 2)]) == 2
    for path in ("/readyz", "/metrics"):
        assert here.ask(path).status == 200
        for name in SIGNS:
            for value in ("127.0.0.1", "::1", "for=127.0.0.1", ""):
                assert here.ask(path, headers={name: value}).status == 403, (name, value)


@pytest.mark.parametrize("command", [SERVE, GUNICORN], ids=["serve", "gunicorn"])
def test_behind_a_proxy_the_machine_itself_is_who_came_past_it(
    start: Start, command: tuple[str, ...]
) -> None:
    here = start(command, hops=1)

    for path in ("/readyz", "/metrics"):
        assert here.ask(path).status == 200
        for forwarded in ("127.0.0.1", "203.0.113.9", "203.0.113.9, 127.0.0.1", "::1"):
            assert here.ask(path, headers={"X-Forwarded-For": forwarded}).status == 403


@pytest.mark.parametrize("command", [SERVE, GUNICORN], ids=["serve", "gunicorn"])
def test_probes_answer_by_any_host_name_and_the_rest_by_its_own(
    start: Start, command: tuple[str, ...]
) -> None:
    here = start(command, hops=1)
    hosts = ["events.example.org", "127.0.0.1", f"127.0.0.1:{here.port}", "10.0.0.7:8000",
             "[::1]:80", "pod-7.cluster.local", "evil.example", "a b"]  # fmt: skip
    stranger = {"X-Forwarded-For": "203.0.113.9"}

    for path in ("/healthz", "/readyz"):
        answers = [here.ask(path, host=host) for host in hosts]
        assert {answer.status for answer in answers} == {200}
        same = {re.sub(r'"disk_free_bytes":\d+', "", answer.text) for answer in answers}
        assert len(same) == 1  # whatever else is written to this disk meanwhile
        assert here.ask(f"{path}/", host="10.0.0.7").status == 200
        assert here.ask(path, method="HEAD", host="10.0.0.7").status == 200
    for host in hosts:
        metrics = here.ask("/metrics", host=host)
        shut = here.ask("/metrics", host=host, headers=stranger)
        assert (metrics.status, shut.status) == (200, 403)
        assert "evil.example" not in metrics.text + shut.text + json.dumps(shut.headers)
        assert here.ask("/healthz", host=host, headers=stranger).status == 200
    for path in ("/", "/spring/", "/sign-in", "/healthz/x", "/static/css/tokens.css", "/nothing"):
        for host in hosts[1:]:
            assert here.ask(path, host=host).status == 400, (path, host)
