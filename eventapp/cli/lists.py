"""Commands that take things away: badges, lists, the doors' report, e-mails."""

import json
import sys
from pathlib import Path

import click
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda import queries as agenda_queries
from eventapp.badges import making as print_runs
from eventapp.badges import queries as badge_queries
from eventapp.badges import services as badge_services
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.checkin import queries as checkin
from eventapp.cli.events import OPERATOR, event_of
from eventapp.cli.faults import on_terminal
from eventapp.cli.readiness import with_database
from eventapp.cli.values import Target
from eventapp.composition import mailing, settings
from eventapp.documents import pdf
from eventapp.documents.whole_files import write
from eventapp.events import queries as events
from eventapp.events.models import Event
from eventapp.exports.registrations import as_csv
from eventapp.extensions import db
from eventapp.mail import queries as mail_queries
from eventapp.mail import sending
from eventapp.moments import milliseconds
from eventapp.orm import reading
from eventapp.registration import queries as registration
from eventapp.registration.queries import Search
from eventapp.scope import Scope
from eventapp.turns import one_state


@click.group()
def badges() -> None:
    """Render badges and list their codes."""


@badges.command("render")
@click.argument("slug", metavar="EVENT")
@click.option("-o", "--output", type=Target(), required=True)
@click.option("--layout", type=click.Choice(list(LAYOUTS)), default="a6", show_default=True)
@click.option(
    "--only", type=click.Choice(["all", "new", "changed"]), default="all", show_default=True
)
@click.option("--category")
@with_database()
def render(slug: str, output: Path, layout: str, only: str, category: str | None) -> None:
    """Write one PDF of the badges, by family name."""
    with one_state(db.engine) as reader:
        _need_category(reader, event_of(reader, slug), category)
    _issue_missing(slug)
    with one_state(db.engine) as reader:
        there = event_of(reader, slug)
        faces = badge_services.faces(reader, there, chosen=only, category=category)
        programme = agenda_queries.released(reader, there)
        if not faces:
            raise click.ClickException("there is no badge to print.")
        document = document_of(there, programme, faces, LAYOUTS[layout])
    pages, quiet = document.pages, not on_terminal(sys.stderr)
    with click.progressbar(length=pages, label="badges", file=sys.stderr, hidden=quiet) as bar:
        content = pdf.render(document, lambda word: bar.update(word == pdf.PAGE_DONE))
    write(output, content)
    with Session(db.engine) as session:
        there, now = event_of(session, slug), clock.now()
        badge_services.mark_printed(
            session, there, faces, layout=layout, chosen=only, by=OPERATOR.label, now=now
        )
        session.commit()
    click.echo(f"{len(faces)} badges: {output}")


def _issue_missing(slug: str) -> None:
    """Issue the codes that are missing, while doors go on."""
    with Session(db.engine) as session:
        there, keys = event_of(session, slug), settings().keys_dir
        print_runs.issue_missing(session, there, keys, now=clock.now())


def _need_category(session: Session, event: Event, key: str | None) -> None:
    known = [category.key for category in events.categories(session, event)]
    if key is not None and key not in known:
        raise click.UsageError(f"there is no category {key!r}; there are {', '.join(known)}.")


@badges.command("keys")
@click.argument("slug", metavar="EVENT")
@with_database()
def keys(slug: str) -> None:
    """Print one JSON line a key that signs badges, with how many valid badges it signed."""
    with Session(reading(db.engine)) as session:
        for key, number in badge_queries.every_key(session, event_of(session, slug)):
            retired = key.retired_at.isoformat() if key.retired_at else None
            facts = {"key": key.kid, "made": key.created_at.isoformat(), "retired": retired}
            click.echo(json.dumps({**facts, "badges": number}))


@badges.command("new-key")
@click.argument("slug", metavar="EVENT")
@with_database()
def new_key(slug: str) -> None:
    """Sign new badges with a new key from now on; badges of older keys stay valid."""
    with Session(db.engine) as session:
        there = event_of(session, slug)
        kid = badge_services.change_key(
            session, there, settings().keys_dir, by=OPERATOR, now=clock.now()
        )
        session.commit()
    click.echo(f"{slug}: new badges are signed with key {kid}; printed badges stay valid.")


@badges.command("retire-key")
@click.argument("slug", metavar="EVENT")
@click.argument("key", type=click.IntRange(1))
@with_database()
def retire_key(slug: str, key: int) -> None:
    """Refuse every badge signed with a key; all of them have to be printed anew.

    New badges get another key, made if there is none. A leaked key is the reason for this.
    """
    if on_terminal(sys.stdin):
        click.confirm(f"Refuse every badge of {slug} signed with key {key}?", abort=True)
    with Session(db.engine) as session:
        there = event_of(session, slug)
        number = badge_services.retire_key(session, there, key, by=OPERATOR, now=clock.now())
        session.commit()
    click.echo(
        f"{slug}: key {key} is retired. {number} badges signed with it are refused at every "
        f"entrance, on paper and on phones.\n"
        f"Print new ones: eventapp badges render {slug} --only new -o FILE. Participants find "
        "their new code on the page of their registration."
    )


@badges.command("codes")
@click.argument("slug", metavar="EVENT")
@with_database()
def codes(slug: str) -> None:
    """Print one JSON line a badge: reference and code."""
    _issue_missing(slug)
    with one_state(db.engine) as reader:
        badges = badge_queries.badges_of(reader, event_of(reader, slug))
        lines = [
            {"reference": badge.registration.reference, "code": badge.token} for badge in badges
        ]
    for line in lines:
        click.echo(json.dumps(line))


@click.group()
def registrations() -> None:
    """Export registrations."""


@registrations.command("export")
@click.argument("slug", metavar="EVENT")
@click.argument("file", type=Target())
@with_database()
def export(slug: str, file: Path) -> None:
    """Write the registrations as CSV."""
    if file.suffix != ".csv":
        raise click.UsageError("the file's name must end with .csv")
    with one_state(db.engine) as session:
        there = event_of(session, slug)
        scope = Scope(there.id)
        _, number = registration.matching(session, scope, Search(size=1))
        write(file.absolute(), as_csv(session, there, scope, Search()))
    click.echo(f"{number} registrations: {file}")


@click.group("checkin")
def doors() -> None:
    """Report on check-in."""


@doors.command("report")
@click.argument("slug", metavar="EVENT")
@click.option("--json", "as_json", is_flag=True)
@with_database()
def report(slug: str, as_json: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """Print how many people are on site and how many arrived."""
    with Session(reading(db.engine)) as session:
        there = event_of(session, slug)
        now_ms = milliseconds(clock.now())
        counted = checkin.counts(session, there, now_ms=now_ms)
    facts = {"inside": counted.inside, "arrived": counted.arrived, "refused": counted.refused}
    click.echo(json.dumps(facts) if as_json else "\n".join(f"{k}: {v}" for k, v in facts.items()))


@click.group()
def mail() -> None:
    """Send e-mails and show their state."""


@mail.command("send")
@with_database()
def send() -> None:
    """Send what is due now."""
    click.echo(f"e-mails sent: {sending.drain(db.engine, mailing())}")


@mail.command("status")
@click.option("--json", "as_json", is_flag=True)
@with_database()
def status(as_json: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """Print how many e-mails are in each state."""
    with Session(reading(db.engine)) as session:
        counted = mail_queries.counts(session)
    click.echo(
        json.dumps(counted) if as_json else "\n".join(f"{k}: {v}" for k, v in counted.items())
    )


commands = [badges, registrations, doors, mail]
