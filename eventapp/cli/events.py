"""Commands that act on events: demo, events, users, tokens, badges, programme, e-mails, lists."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import LinkPurpose, TokenScope, User
from eventapp.accounts.queries import account_of, tokens_of
from eventapp.accounts.services import blocking, tokens
from eventapp.accounts.services import users as accounts
from eventapp.addresses import Page
from eventapp.cli.readiness import MADE, with_database
from eventapp.cli.values import Line, Moment, Zone
from eventapp.composition import addresses, settings
from eventapp.demo import load as demo_load
from eventapp.demo.materials import load_leaflets, load_materials
from eventapp.events import queries as events
from eventapp.events import services as event_services
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.records import BIGGEST
from eventapp.journal.services import Actor
from eventapp.languages import FIRST, LANGUAGES
from eventapp.mail.links import make_token
from eventapp.orm import Translated, reading
from eventapp.people.queries import organisation_named

OPERATOR = Actor("system", label="command line")


def event_of(session: Session, slug: str) -> Event:
    """Return the event of that address, or end the command saying that there is none."""
    event = events.by_slug(session, slug)
    if event is None:
        raise click.ClickException(f"there is no event {slug!r}; `eventapp event list` names them.")
    return event


def sign_in_link(session: Session, user: User, *, life: timedelta) -> str:
    """Return the address of a new one-use link for a user."""
    link = accounts.make_link(
        session,
        user,
        purpose=LinkPurpose.SIGN_IN,
        goes_to=accounts.START,
        life=life,
        now=clock.now(),
    )
    token = make_token(settings().secret_key, "one-use", link.public_id)
    return addresses().page(Page.SIGN_IN_LINK, token=token)


@click.command()
@click.option("--participants", type=click.IntRange(0, 5000), default=208, show_default=True)
@click.option("--seed", type=int, default=2015, show_default=True)
@with_database(MADE)
def demo(participants: int, seed: int) -> None:
    """Load the demo conference."""
    if not settings().development:
        raise click.ClickException("the demo is for development only; EVENTAPP_SECRET_KEY is set.")
    with Session(db.engine) as session:
        if events.by_slug(session, "go-cluster") is not None:
            raise click.ClickException("the demo is there already.")
        now, media = clock.now(), settings().media_dir
        loaded = demo_load.load(session, now=now, participants=participants, seed=seed, media=media)
        demo_load.print_first_badges(session, loaded.event, settings().keys_dir, now=clock.now())
        load_materials(session, loaded.event, settings().media_dir, now=clock.now())
        load_leaflets(session, loaded.event, settings().media_dir, now=clock.now())
        session.commit()
        click.echo(f"go-cluster: {loaded.registrations} registrations")


@click.group()
def event() -> None:
    """Create and list events."""


@event.command("create")
@click.argument("slug")
@click.option("--title", type=Line(200), required=True)
@click.option("--places", type=click.IntRange(0, BIGGEST))
@click.option("--starts", type=Moment(), help="With --ends; a day, or a day and time.")
@click.option("--ends", type=Moment())
@click.option("--zone", type=Zone(), default="Europe/Berlin", show_default=True)
@with_database(MADE)
def create(
    slug: str,
    title: str,
    places: int | None,
    starts: datetime | None,
    ends: datetime | None,
    zone: ZoneInfo,
) -> None:
    """Create an event with one public category; without dates it is open at once."""
    if (starts is None) != (ends is None):
        raise click.UsageError("--starts and --ends belong together: both or neither is wanted.")
    if starts and ends and ends < starts:
        raise click.UsageError("--ends is before --starts.")
    with Session(db.engine) as session:
        change = event_services.EventChange(
            title=Translated.same(title),
            places=places,
            starts_at=starts,
            ends_at=ends,
            zone=zone.key,
        )
        made = event_services.create_event(session, slug, change, by=OPERATOR, now=clock.now())
        name = Translated(de="Teilnehmende", fr="Participants", en="Participants")
        event_services.add_category(
            session,
            made,
            event_services.CategoryChange(name=name),
            key="participants",
            by=OPERATOR,
            now=clock.now(),
        )
        session.commit()
    click.echo(addresses().event_page(slug))


@event.command("list")
@click.option("--json", "as_json", is_flag=True)
@with_database()
def list_events(as_json: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """List the events."""
    with Session(reading(db.engine)) as session:
        for event in events.published(session):
            facts = {"slug": event.slug, "title": event.title.into("en")}
            click.echo(json.dumps(facts) if as_json else f"{event.slug}\t{facts['title']}")


@click.group()
def user() -> None:
    """Let people work on events."""


@user.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--event", "slug", required=True)
@click.option("--name", type=Line(160))
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="Of a new account's pages and e-mails; the event's first language if not given.",
)
@with_database(MADE)
def add_user(email: str, role: str, slug: str, name: str | None, language: str | None) -> None:
    """Give somebody a role; prints a link that lets them in once.

    Who has an account keeps its name and language.
    """
    with Session(db.engine) as session:
        there = event_of(session, slug)
        spoken = language or FIRST
        made = accounts.add_user(session, email, name=name or "", language=spoken, now=clock.now())
        event_services.give_role(session, there, made, Role(role), now=clock.now())
        link = sign_in_link(session, made, life=timedelta(days=7))
        session.commit()
    click.echo(link)


def _account(session: Session, email: str) -> User:
    user = account_of(session, email)
    if user is None:
        raise click.ClickException(f"there is no account {email!r}.")
    return user


@user.command("block")
@click.argument("email")
@with_database()
def block_user(email: str) -> None:
    """Sign somebody out everywhere at once, and let nobody in with that account."""
    with Session(db.engine) as session:
        blocking.block(session, _account(session, email), by=OPERATOR, now=clock.now())
        session.commit()
    click.echo(f"{email} is blocked.")


@user.command("unblock")
@click.argument("email")
@with_database()
def unblock_user(email: str) -> None:
    """Let somebody sign in again, with the roles they had."""
    with Session(db.engine) as session:
        blocking.unblock(session, _account(session, email), by=OPERATOR, now=clock.now())
        session.commit()
    click.echo(f"{email} can sign in again.")


@click.group()
def token() -> None:
    """Let programs work on events."""


@token.command("add")
@click.option("--event", "slug", required=True)
@click.option(
    "--scope", type=click.Choice([token_scope.value for token_scope in TokenScope]), required=True
)
@click.option("--name", type=Line(80), default="command line")
@click.option("--host", help="For the scope host: the organisation whose part is read.")
@with_database(MADE)
def add_token(slug: str, scope: str, name: str, host: str | None) -> None:
    """Create an API token; the last word printed is the token, and it is never shown again."""
    kind, organisation = TokenScope(scope), None
    with Session(db.engine) as session:
        there = event_of(session, slug)
        if kind is TokenScope.HOST:
            organisation = organisation_named(session, there, host or "")
            if organisation is None:
                raise click.ClickException("--scope host needs the name of a host: --host NAME")
        number = organisation.id if organisation is not None else None
        value = tokens.add_token(
            session, there.id, kind, name=name, organisation_id=number, now=clock.now()
        )
        session.commit()
    click.echo(f"token for {slug}, {scope}: {value}")


@token.command("list")
@click.option("--event", "slug", required=True)
@with_database()
def list_tokens(slug: str) -> None:
    """Print one JSON line a token that works, with the number that revokes it."""
    with Session(reading(db.engine)) as session:
        for api_token in tokens_of(session, event_of(session, slug).id):
            made = api_token.created_at.isoformat()
            facts = {
                "number": api_token.public_id,
                "name": api_token.name,
                "scope": api_token.scope.value,
            }
            click.echo(json.dumps({**facts, "made": made}))


@token.command("revoke")
@click.argument("number")
@with_database()
def revoke_token(number: str) -> None:
    """End a token at once, by its number in `token list`."""
    with Session(db.engine) as session:
        api_token = tokens.revoke(session, number, by=OPERATOR, now=clock.now())
        name = api_token.name
        session.commit()
    click.echo(f"token {name!r} no longer works.")


commands = [demo, event, user, token]
