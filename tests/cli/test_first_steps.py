"""A new installation may begin with any of these commands, on either kind of database."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import LinkPurpose
from eventapp.accounts.services import users
from eventapp.mail.links import make_token
from tests.cli.processes import environment, eventapp, told
from tests.factories.programs import run


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> str:
    """Return the address of a database without tables: none yet, or an empty one."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path}/data/eventapp.db"
    url: str = request.getfixturevalue("database_url")
    taken_back = eventapp("db", "downgrade", "base", data_dir=tmp_path, EVENTAPP_DATABASE_URL=url)
    assert taken_back.returncode == 0
    return url


@pytest.mark.parametrize(
    ("words", "code", "answer"),
    [
        ("event create spring --title Spring", 0, "http://127.0.0.1:8000/spring/"),
        ("demo --participants 0", 0, "go-cluster: 0 registrations"),
        ("user add a@example.org --role organiser --event spring", 1, "there is no event"),
        ("token add --event spring --scope read", 1, "there is no event"),
    ],
)
def test_command_makes_the_database_it_needs(
    empty_url: str, tmp_path: Path, words: str, code: int, answer: str
) -> None:
    data = tmp_path / "data"

    result = eventapp(*words.split(), data_dir=data, EVENTAPP_DATABASE_URL=empty_url)

    assert result.returncode == code, result.stderr
    assert answer in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    again = eventapp("event", "list", data_dir=data, EVENTAPP_DATABASE_URL=empty_url)
    assert (again.returncode, again.stderr) == (0, "")


def test_command_that_only_reads_makes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"

    assert "eventapp event create" in told(eventapp("event", "list", data_dir=data))
    assert eventapp("doctor", data_dir=data).returncode == 1

    assert not data.exists()


def test_commands_that_begin_at_once_share_one_database(empty_url: str, tmp_path: Path) -> None:
    here = environment(tmp_path / "data", EVENTAPP_DATABASE_URL=empty_url)
    lines = [("event", "create", slug, "--title", slug) for slug in ("spring", "summer", "autumn")]

    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(lambda words: run("-m", "eventapp", *words, environ=here), lines))

    assert [(done.returncode, done.stderr) for done in ended] == [(0, "")] * 3


def test_account_speaks_the_language_asked_for_or_the_events_first(tmp_path: Path) -> None:
    data = tmp_path / "data"
    eventapp("event", "create", "spring", "--title", "Spring", data_dir=data)
    links = {}
    for name, wish in (("ada", ("--language", "fr")), ("bob", ())):
        words = ("user", "add", f"{name}@example.org", "--role", "organiser", "--event", "spring")
        links[name] = eventapp(*words, *wish, data_dir=data).stdout.strip()
    assert all("/sign-in/link/" in link for link in links.values())

    refused = eventapp(*words, "--language", "es", data_dir=data)

    assert refused.returncode == 2
    assert "'de', 'fr', 'en'" in refused.stderr


def test_page_of_a_mailed_link_speaks_the_accounts_language(
    client: FlaskClient, session: Session
) -> None:
    user = users.add_user(session, "ada@example.org", name="Ada", language="fr", now=clock.now())
    link = users.make_link(
        session, user, purpose=LinkPurpose.SIGN_IN, goes_to="/account",
        life=users.LINK_LIFE, now=clock.now(),
    )  # fmt: skip
    session.commit()
    secret = client.application.config["SECRET_KEY"]
    path = f"/sign-in/link/{make_token(secret, 'one-use', link.public_id)}"

    shown = client.get(path, headers={"Accept-Language": "de"}).get_data(as_text=True)
    wished = client.get(f"{path}?lang=en").get_data(as_text=True)

    assert '<html lang="fr"' in shown
    assert '<html lang="en"' in wished


def test_help_shows_our_options_alone_and_the_version_is_told(tmp_path: Path) -> None:
    shown = eventapp("--help", data_dir=tmp_path)
    options = [line.split()[0] for line in shown.stdout.splitlines() if line.startswith("  -")]

    assert options == ["--version", "-h,"]
    assert eventapp("--version", data_dir=tmp_path).stdout.startswith("eventapp, version 0.")
    for words in ("--debug routes", "--app other routes", "--env-file x routes"):
        assert eventapp(*words.split(), data_dir=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("environ", "told_of"),
    [
        ({"PORT": "abc"}, "PORT: a whole number"),
        ({"EVENTAPP_PORT": "abc"}, "EVENTAPP_PORT: a whole number"),
        (
            {"EVENTAPP_CONFIG": "{folder}/own.toml"},
            "{folder}/own.toml: web_threads: a whole number",
        ),
        ({"EVENTAPP_MAIL_URL": "smtp://host:twenty"}, "EVENTAPP_MAIL_URL: an address"),
    ],
)
def test_wrong_setting_is_named_as_it_was_given(
    tmp_path: Path, environ: dict[str, str], told_of: str
) -> None:
    (tmp_path / "own.toml").write_text("web_threads = 2.5\n")
    given = {name: value.format(folder=tmp_path) for name, value in environ.items()}

    result = eventapp("routes", data_dir=tmp_path, **given)

    assert result.returncode == 2
    assert result.stderr.startswith(f"eventapp: {told_of.format(folder=tmp_path)}")
