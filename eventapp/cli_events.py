"""Commands that act on events: demo, events, users, tokens, badges, programme, letters, lists."""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from eventapp.accounts import services as accounts
from eventapp.accounts.models import LinkPurpose, TokenScope, User
from eventapp.agenda import queries as agenda_queries
from eventapp.agenda import services as agenda_services
from eventapp.badges import queries as badge_queries
from eventapp.badges import services as badge_services
from eventapp.badges.render import LAYOUTS, badges_pdf, keys_folder
from eventapp.checkin import queries as checkin
from eventapp.demo import load as demo_load
from eventapp.errors import Refusal
from eventapp.events import queries as events
from eventapp.events import services as event_services
from eventapp.events.models import Event, Role
from eventapp.exports.registrations import as_csv
from eventapp.extensions import db
from eventapp.journal.services import Actor
from eventapp.mail import queries as mail_queries
from eventapp.mail import sending
from eventapp.mail.links import make_token
from eventapp.orm import Translated
from eventapp.registration import queries as registration
from eventapp.registration.queries import Search
from eventapp.scope import Scope
from eventapp.settings import Settings
from eventapp.web import clock
from eventapp.web.pdf import write

OPERATOR = Actor("system", label="command line")


def _event(session: Session, slug: str) -> Event:
    found = events.by_slug(session, slug)
    if found is None:
        raise click.ClickException(f"there is no event {slug!r}; `eventapp event list` names them.")
    return found


def settings() -> Settings:
    """Return the settings of this program."""
    found: Settings = current_app.config["EVENTAPP"]
    return found


def sign_in_link(session: Session, user: User, *, life: timedelta) -> str:
    """Return the address of a new one-use link for a user."""
    link = accounts.make_link(
        session,
        user,
        purpose=LinkPurpose.SIGN_IN,
        goes_to="/account",
        life=life,
        now=clock.now(),
    )
    token = make_token(settings().secret_key, "one-use", link.public_id)
    return f"{settings().base_url}/sign-in/link/{token}"


@click.command()
@click.option("--participants", type=click.IntRange(0, 5000), default=206, show_default=True)
@click.option("--seed", type=int, default=2015, show_default=True)
@with_appcontext
def demo(participants: int, seed: int) -> None:
    """Load the demo conference."""
    if not settings().development:
        raise click.ClickException("the demo is for development only; EVENTAPP_SECRET_KEY is set.")
    with Session(db.engine) as session:
        if events.by_slug(session, "go-cluster") is not None:
            raise click.ClickException("the demo is there already.")
        loaded = demo_load.load(session, now=clock.now(), participants=participants, seed=seed)
        session.commit()
        click.echo(f"go-cluster: {loaded.registrations} registrations")


@click.group()
def event() -> None:
    """Make and list events."""


@event.command("create")
@click.argument("slug")
@click.option("--title", required=True)
@click.option("--places", type=click.IntRange(0))
@click.option("--starts", type=click.DateTime())
@click.option("--ends", type=click.DateTime())
@click.option("--zone", default="Europe/Berlin", show_default=True)
@with_appcontext
def create(
    slug: str,
    title: str,
    places: int | None,
    starts: datetime | None,
    ends: datetime | None,
    zone: str,
) -> None:
    """Create an event with one public category; without dates it is open at once."""
    here = ZoneInfo(zone)
    with Session(db.engine) as session, refusals_as_errors():
        made = event_services.create_event(
            session,
            slug,
            Translated.same(title),
            now=clock.now(),
            places=places,
            starts_at=starts.replace(tzinfo=here) if starts else None,
            ends_at=ends.replace(tzinfo=here) if ends else None,
            zone=zone,
        )
        name = Translated(de="Teilnehmende", fr="Participants", en="Participants")
        event_services.add_category(session, made, "participants", name)
        session.commit()
    click.echo(f"{settings().base_url}/{slug}/")


class refusals_as_errors:  # noqa: N801  (reads as what it does)
    """Turn a service's refusal into the command's error."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """End the command with the refusal's sentence."""
        if isinstance(error, Refusal):
            raise click.ClickException(str(error)) from error


@event.command("list")
@click.option("--json", "as_json", is_flag=True)
@with_appcontext
def list_events(as_json: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """List the events."""
    with Session(db.engine) as session:
        for one in events.published(session):
            told = {"slug": one.slug, "title": one.title.into("en")}
            click.echo(json.dumps(told) if as_json else f"{one.slug}\t{told['title']}")


@click.group()
def user() -> None:
    """Let people work on events."""


@user.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--event", "slug", required=True)
@click.option("--name", default="")
@with_appcontext
def add_user(email: str, role: str, slug: str, name: str) -> None:
    """Give somebody a role; prints a link that lets them in once."""
    with Session(db.engine) as session, refusals_as_errors():
        there = _event(session, slug)
        made = accounts.add_user(session, email, name=name, language="de", now=clock.now())
        event_services.give_role(session, there, made, Role(role), now=clock.now())
        link = sign_in_link(session, made, life=timedelta(days=7))
        session.commit()
    click.echo(link)


@click.group()
def token() -> None:
    """Let programs work on events."""


@token.command("add")
@click.option("--event", "slug", required=True)
@click.option("--scope", type=click.Choice([one.value for one in TokenScope]), required=True)
@click.option("--name", default="command line")
@with_appcontext
def add_token(slug: str, scope: str, name: str) -> None:
    """Make an API token; the last word printed is the token, and it is never shown again."""
    with Session(db.engine) as session:
        there = _event(session, slug)
        value = accounts.add_token(session, there.id, TokenScope(scope), name=name, now=clock.now())
        session.commit()
    click.echo(f"token for {slug}, {scope}: {value}")


@click.group()
def badges() -> None:
    """Render badges and list their codes."""


@badges.command("render")
@click.argument("slug", metavar="EVENT")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--layout", type=click.Choice(list(LAYOUTS)), default="a6", show_default=True)
@click.option(
    "--only", type=click.Choice(["all", "new", "changed"]), default="all", show_default=True
)
@click.option("--category")
@with_appcontext
def render(slug: str, output: Path, layout: str, only: str, category: str | None) -> None:
    """Write one PDF of the badges, in the order of the desk."""
    with Session(db.engine, expire_on_commit=False) as session, refusals_as_errors():
        there = _event(session, slug)
        badge_services.issue_missing(session, there, keys_folder(), now=clock.now())
        faces = badge_services.faces(session, there, chosen=only, category=category)
        session.commit()
        if not faces:
            raise click.ClickException("there is no badge to print.")
        pages = -(-len(faces) // len(LAYOUTS[layout].cells))
        quiet = not sys.stderr.isatty()
        with click.progressbar(length=pages, label="badges", file=sys.stderr, hidden=quiet) as bar:
            content = badges_pdf(there, faces, LAYOUTS[layout], lambda: bar.update(1))
        write(output, content)
        badge_services.mark_printed(
            session, there, faces, layout=layout, chosen=only, by=OPERATOR.label, now=clock.now()
        )
        session.commit()
    click.echo(f"{len(faces)} badges: {output}")


@badges.command("codes")
@click.argument("slug", metavar="EVENT")
@with_appcontext
def codes(slug: str) -> None:
    """Print one JSON line a badge: reference and code."""
    with Session(db.engine) as session:
        there = _event(session, slug)
        badge_services.issue_missing(session, there, keys_folder(), now=clock.now())
        found = badge_queries.badges_of(session, there)
        lines = [{"reference": one.registration.reference, "code": one.token} for one in found]
        session.commit()
    for line in lines:
        click.echo(json.dumps(line))


@click.group()
def agenda() -> None:
    """Check and release the programme."""


@agenda.command("check")
@click.argument("slug", metavar="EVENT")
@with_appcontext
def check(slug: str) -> None:
    """Print the draft's clashes; exit 1 when there is one."""
    with Session(db.engine) as session:
        there = _event(session, slug)
        titles = {one.id: one.title.into("en") for one in agenda_queries.draft(session, there)}
        found = agenda_queries.clashes_of_draft(session, there)
    for clash in found:
        click.echo(f"{clash.reason}: {titles[clash.first]} / {titles[clash.second]}")
    if found:
        raise SystemExit(1)


@agenda.command("release")
@click.argument("slug", metavar="EVENT")
@click.option("--name", default="")
@with_appcontext
def release(slug: str, name: str) -> None:
    """Show the draft to the public."""
    with Session(db.engine) as session, refusals_as_errors():
        there = _event(session, slug)
        made = agenda_services.release(session, there, name=name, by=OPERATOR, now=clock.now())
        session.commit()
        click.echo(f"{slug}: release {made.number}")


@click.group()
def registrations() -> None:
    """Take lists away."""


@registrations.command("export")
@click.argument("slug", metavar="EVENT")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def export(slug: str, file: Path) -> None:
    """Write the registrations as CSV."""
    if file.suffix != ".csv":
        raise click.UsageError("the file's name must end with .csv")
    with Session(db.engine) as session:
        there = _event(session, slug)
        found = registration.everything(session, Scope(there.id), Search())
        write(file.absolute(), as_csv(found))
    click.echo(f"{len(found)} registrations: {file}")


@click.group("checkin")
def doors() -> None:
    """Report what happened at the doors."""


@doors.command("report")
@click.argument("slug", metavar="EVENT")
@click.option("--json", "as_json", is_flag=True)
@with_appcontext
def report(slug: str, as_json: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """Print how many are inside and how many came."""
    with Session(db.engine) as session:
        there = _event(session, slug)
        now_ms = int(clock.now().timestamp() * 1000)
        counted = checkin.counts(session, there, now_ms=now_ms)
    told = {"inside": counted.inside, "arrived": counted.arrived, "refused": counted.refused}
    click.echo(json.dumps(told) if as_json else "\n".join(f"{k}: {v}" for k, v in told.items()))


@click.group()
def mail() -> None:
    """Send letters and see how they stand."""


@mail.command("send")
@with_appcontext
def send() -> None:
    """Send what is due now."""
    click.echo(f"{sending.drain()} letters sent")


@mail.command("status")
@click.option("--json", "as_json", is_flag=True)
@with_appcontext
def status(as_json: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """Print how many letters stand in each state."""
    with Session(db.engine) as session:
        counted = mail_queries.counts(session)
    click.echo(
        json.dumps(counted) if as_json else "\n".join(f"{k}: {v}" for k, v in counted.items())
    )


commands = [demo, event, user, token, badges, agenda, registrations, doors, mail]
