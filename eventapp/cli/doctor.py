"""`doctor`: try what the product needs, say each in one line, change nothing."""

import json
from collections.abc import Callable

import click

from eventapp.cli import checks, data_checks, faults
from eventapp.cli.checks import CheckOutcome, Finding
from eventapp.settings import BadSettings, Settings, read

CHECKS: dict[str, Callable[[Settings], Finding]] = {
    "mode": checks.mode,
    "address": checks.address,
    "folder": checks.folder,
    "permissions": checks.permissions,
    "disk": checks.disk,
    "database": data_checks.database,
    "keys": data_checks.keys,
    "uploads": data_checks.uploads,
    "mail server": checks.mail_server,
    "outbox": data_checks.outbox,
    "worker": data_checks.worker,
    "rate limits": checks.rate_limits,
    "typefaces": checks.fonts,
    "PDF": checks.pdf_page,
}
"""What is tried, in the order of the answer."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Say it as one JSON object.")
def doctor(as_json: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """Try what eventapp needs here, one line each; exit 1 when something fails."""
    settings = faults.settings(read)
    findings = {}
    for name, check in CHECKS.items():
        findings[name] = _tried(check, settings)
        if not as_json:
            verdict, said = findings[name].verdict, findings[name].said
            click.echo(f"{name:13}{verdict:7}{said}")
    failing = [name for name, finding in findings.items() if finding.verdict is CheckOutcome.FAILS]
    if as_json:
        lines = [
            {"name": name, "verdict": finding.verdict.lower(), "said": finding.said}
            for name, finding in findings.items()
        ]
        click.echo(json.dumps({"ok": not failing, "checks": lines}))
    if failing:
        raise SystemExit(1)


def _tried(check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    """Return what a check found; whatever breaks it is its finding, the others go on."""
    try:
        return check(settings)
    except BadSettings:
        raise
    except Exception as error:  # noqa: BLE001  (a diagnosis must not end at the first fault)
        message = faults.sentence(error) or f"{type(error).__name__}: {error}"
        return Finding(CheckOutcome.FAILS, " ".join(message.split()))


commands = [doctor]
