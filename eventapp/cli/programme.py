"""Commands about the programme: bring in, check, release, take away."""

import json
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from eventapp import clock, i18n
from eventapp.agenda import feeds, queries, readers, services
from eventapp.agenda.booklet import FORMS, Edition, Imprint, document_of
from eventapp.agenda.booklet_making import around_of
from eventapp.agenda.readers.columns import HEADS, known
from eventapp.agenda.readers.dates import DateOrder
from eventapp.agenda.readers.errors import DatesAmbiguous
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import Timetable
from eventapp.agenda.render import about_of, calendar_of
from eventapp.agenda.services.files import keep_columns
from eventapp.agenda.services.importing import ImportReport, bring_in, prepare
from eventapp.cli.events import OPERATOR, event_of
from eventapp.cli.readiness import with_database
from eventapp.cli.values import Line, Target, Zone
from eventapp.composition import addresses
from eventapp.documents.pdf import Document, render
from eventapp.documents.whole_files import write
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.languages import FIRST, LANGUAGES
from eventapp.orm import reading
from eventapp.registration.services.organisations import recognise
from eventapp.speakers.services.contributors import keep_up
from eventapp.turns import nothing_held

MOST_LANGUAGES = 2


@click.group()
def agenda() -> None:
    """Check, import, export and publish the programme."""


@agenda.command("check")
@click.argument("slug", metavar="EVENT")
@with_database()
def check(slug: str) -> None:
    """Print the draft's clashes; exit 1 when there is one."""
    with Session(reading(db.engine)) as session:
        there = event_of(session, slug)
        titles = {item.id: item.title.into("en") for item in queries.draft(session, there)}
        clashes = queries.clashes_of_draft(session, there)
    for clash in clashes:
        click.echo(f"{clash.reason}: {' / '.join(titles[item] for item in clash.sessions)}")
    if clashes:
        raise SystemExit(1)


@agenda.command("release")
@click.argument("slug", metavar="EVENT")
@click.option("--name", type=Line(80))
@with_database()
def release(slug: str, name: str | None) -> None:
    """Publish the draft as a new version."""
    now = clock.now()
    with db.session() as session:
        there = event_of(session, slug)
        with nothing_held(session):
            ready = services.prepare(session, there, now=now)
        made = services.release(
            session, there, name=name or "", by=OPERATOR, now=now, prepared=ready
        )
        session.commit()
        click.echo(f"{slug}: version {made.number}")


@agenda.command("import")
@click.argument("slug", metavar="EVENT")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.option(
    "--column",
    "named",
    multiple=True,
    metavar="WHAT=HEAD",
    help=f"What a column of a table holds, kept for its next file. WHAT is {', '.join(HEADS)}.",
)
@click.option(
    "--dates",
    "order",
    type=click.Choice([date_order.value for date_order in DateOrder]),
    help="In what order the file writes dates such as 3/4/2027, where it leaves that open.",
)
@click.option("--zone", type=Zone(), help="Of an event without dates, for a file that names none.")
@with_database()
def import_programme(
    slug: str,
    file: Path,
    *,
    dry_run: bool,
    as_json: bool,
    named: tuple[str, ...],
    order: str | None,
    zone: ZoneInfo | None,
) -> None:
    """Import a programme into the draft: frab/voc XML, JSON, Open Event, iCalendar, CSV, XLSX."""
    with db.session() as session:
        with nothing_held(session):
            chosen = Chosen(session, event_of(session, slug), named)
            timetable = _read(file, _context(chosen, order, zone))
            timetable.zone = timetable.zone or (zone.key if zone else "")
            ready = prepare(session, chosen.event, timetable, now=clock.now())
        report, kept_zone = ready.report, ready.event.zone
        if not dry_run:
            there = event_of(session, slug)
            chosen.keep(session, there)
            report = bring_in(
                session, there, timetable, by=OPERATOR, now=clock.now(), prepared=ready
            )
            recognise(session, there)
            keep_up(session, there)
            session.commit()
    if report.zone_open:
        click.echo(f"The file names no time zone; {kept_zone} is kept (or give --zone).", err=True)
    _say(report, as_json=as_json, dry_run=dry_run)


def _context(chosen: "Chosen", order: str | None, zone: ZoneInfo | None) -> Context:
    event = chosen.event
    days = [end.astimezone(event.tzinfo).date() for end in (event.starts_at, event.ends_at) if end]
    return Context(
        zone=event.tzinfo if days else zone or event.tzinfo,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        order=DateOrder(order) if order else None,
        choose=chosen.columns,
    )


def _read(file: Path, context: Context) -> Timetable:
    try:
        return readers.read(file.read_bytes(), context)
    except DatesAmbiguous as refusal:
        meanings = ", ".join(
            f"--dates {order.value} ({day.isoformat()})"
            for order, day in sorted(refusal.doubt.meanings.items())
        )
        raise click.ClickException(
            f"“{refusal.doubt.typed}” can mean several days: give {meanings}. Nothing was changed."
        ) from refusal


class Chosen:
    """Which column is what: those named, over those chosen before or known by their heads."""

    def __init__(self, session: Session, event: Event, named: tuple[str, ...]) -> None:
        self.session, self.event = session, event
        self.heads = dict(typed.partition("=")[::2] for typed in named)
        if unknown := set(self.heads) - set(HEADS):
            raise click.UsageError(f"“{unknown.pop()}” is nothing a column holds; see --help.")
        self.settled: tuple[tuple[str, ...], Mapping[str, int]] | None = None

    def columns(self, heads: tuple[str, ...]) -> Mapping[str, int] | None:
        """Return what the columns with these heads hold; nothing is written."""
        kept = queries.columns_of(self.session, self.event, heads)
        if not self.heads:
            return kept
        if missing := [head for head in self.heads.values() if head not in heads]:
            raise click.UsageError(f"No column has the head “{missing[0]}”.")
        places = {what: heads.index(head) for what, head in self.heads.items()}
        before = {
            what: place
            for what, place in (kept or known(heads)).items()
            if place not in places.values()
        }
        self.settled = heads, {**before, **places}
        return self.settled[1]

    def keep(self, session: Session, event: Event) -> None:
        """Keep what was named for the next table with these heads."""
        if self.settled is not None:
            keep_columns(session, event, *self.settled)


def _say(report: ImportReport, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        facts = {
            "new": len(report.new),
            "changed": [
                {"title": change.title, "fields": change.fields} for change in report.changed
            ],
            "same": report.same,
            "gone": report.gone,
            "rooms": report.rooms,
            "people": report.people,
            "clashes": report.clashes,
            "notes": [
                {"where": remark.where, "what": str(remark.sentence)} for remark in report.notes
            ],
            "dry_run": dry_run,
        }
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    for note in report.notes:
        click.echo(f"  {note.where}: {note.sentence}")
    for changed in report.changed:
        click.echo(f"  changed: {changed.title} ({', '.join(changed.fields)})")
    for title in report.gone:
        click.echo(f"  not in this file, kept: {title}")
    click.echo(
        f"{len(report.new)} new, {len(report.changed)} changed, {report.same} unchanged sessions; "
        f"{report.rooms} new rooms, {report.people} new people; {report.clashes} clashes."
        + (" Nothing was stored (dry run)." if dry_run else "")
    )


@agenda.command("export")
@click.argument("slug", metavar="EVENT")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xml", "json", "ics", "csv", "xlsx", "pdf"]),
    required=True,
)
@click.option("-o", "--output", type=Target(), required=True)
@click.option("--paper", type=click.Choice(list(FORMS)), default="a4", help="Of the booklet (pdf).")
@click.option(
    "--language",
    "languages",
    type=click.Choice(list(LANGUAGES)),
    multiple=True,
    help="Of the booklet; twice for two beside each other.",
)
@with_database()
def export_programme(
    slug: str, form: str, output: Path, *, paper: str, languages: tuple[str, ...]
) -> None:
    """Export the published programme, in the event's first language; as pdf, the booklet."""
    chosen = tuple(dict.fromkeys(languages))
    if len(chosen) > MOST_LANGUAGES:
        raise click.UsageError("A booklet has one language, or two beside each other.")
    with Session(reading(db.engine), expire_on_commit=False) as session:
        there = event_of(session, slug)
        if form == "pdf":
            edition = Edition(paper, chosen or (FIRST,))
            content = render(_booklet(session, there, edition))
        else:
            content = _content(session, there, form)
    write(output, content)
    click.echo(f"{output}")


def _booklet(session: Session, event: Event, edition: Edition) -> Document:
    newest = queries.latest_release(session, event)
    if newest is None:
        raise click.ClickException("Nothing has been published yet; no booklet was written.")
    imprint = Imprint(newest.number, newest.released_at)
    programme, around = queries.released(session, event), around_of(session, event)
    return document_of(event, programme, around, imprint, edition)


def _content(session: Session, event: Event, form: str) -> bytes:
    programme = queries.released(session, event)
    newest = queries.latest_release(session, event)
    with i18n.speaking(FIRST, event.zone):
        about = about_of(event, newest, addresses())
        if form == "ics":
            revised_at = queries.revised_at(session, event)
            return calendar_of(
                event, programme.items, addresses(), name=about.title, revised_at=revised_at
            )
    if form == "xml":
        return feeds.frab_xml(about, programme)
    if form == "csv":
        return feeds.as_csv(about, programme)
    if form == "xlsx":
        return feeds.as_xlsx(about, programme)
    return json.dumps(feeds.voc_json(about, programme), ensure_ascii=False, indent=1).encode()


commands = [agenda]
