"""Commands about one person's data: take it away, erase it."""

import json
import sys
from pathlib import Path

import click
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.cli.events import OPERATOR, event_of
from eventapp.cli.faults import on_terminal
from eventapp.cli.readiness import with_database
from eventapp.cli.values import Target
from eventapp.composition import mailing, settings
from eventapp.documents.whole_files import write
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.journal.services import record
from eventapp.orm import reading
from eventapp.privacy import services
from eventapp.privacy.render import as_json, as_zip, collected
from eventapp.privacy.sweeping import sweep
from eventapp.registration import queries
from eventapp.registration.models import Registration
from eventapp.registration.services.notifications import thing


@click.group()
def person() -> None:
    """Export or erase what is held about one participant."""


def _registration(session: Session, event: Event, reference: str) -> Registration:
    registration = queries.by_reference(session, event, reference.upper())
    if registration is None:
        raise click.ClickException(f"there is no registration {reference!r} at {event.slug}.")
    return registration


@person.command("export")
@click.argument("slug", metavar="EVENT")
@click.argument("reference")
@click.option("-o", "--output", type=Target(), help="a .zip or .json file")
@with_database()
def export(slug: str, reference: str, output: Path | None) -> None:
    """Export all that is held: JSON to the terminal, or into a .json or .zip file."""
    if output is not None and output.suffix not in {".zip", ".json"}:
        raise click.UsageError("the file's name must end with .zip or .json")
    with Session(db.engine) as session:
        registration = _registration(session, event_of(session, slug), reference)
        record(session, "data-taken", thing(registration), by=OPERATOR, now=clock.now())
        session.commit()
    with Session(reading(db.engine)) as session:
        there = event_of(session, slug)
        registration = _registration(session, there, reference)
        if output is not None and output.suffix == ".zip":
            write(output.absolute(), as_zip(session, there, registration, mailing()))
            return
        text = as_json(collected(session, there, registration, mailing()))
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output.absolute(), text.encode())


@person.command("erase")
@click.argument("slug", metavar="EVENT")
@click.argument("reference")
@click.option("--json", "as_json_line", is_flag=True)
@with_database()
def erase(slug: str, reference: str, as_json_line: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """Delete a participant's data permanently; what is left only counts."""
    if on_terminal(sys.stdin):
        with Session(reading(db.engine)) as session:  # nobody waits until somebody has answered
            registration = _registration(session, event_of(session, slug), reference)
            name = registration.full_name or registration.reference
        click.confirm(f"Delete the data of {name} permanently?", abort=True)
    with Session(db.engine) as session:
        there = event_of(session, slug)
        registration = _registration(session, there, reference)
        erased = services.erase(session, registration, there, by=OPERATOR, now=clock.now())
        session.commit()
    sweep(db.engine, settings().mail_url, erased)
    facts = erased.counted()
    if as_json_line:
        click.echo(json.dumps(facts))
    elif not any(facts.values()):
        click.echo("nothing was left to erase")
    else:
        click.echo("\n".join(f"{name}: {number}" for name, number in facts.items()))


commands = [person]
