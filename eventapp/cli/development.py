"""`check` and `test`: what a checkout is judged by, here and in continuous integration."""

import ast
import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distributions
from statistics import median

import click

from eventapp.bootstrap.answers import LIST
from eventapp.bootstrap.environment import LINTER
from eventapp.cli import commits as cli_commits
from eventapp.door import constants
from eventapp.i18n import catalogues
from eventapp.paths import CHECKOUT, PACKAGE, in_checkout
from eventapp.settings import load

PYTHON = (sys.executable, "-m")
CONTRACTS = "from importlinter.cli import lint_imports_command as judge; judge()"
BIOME = (str(LINTER / "biome"), "lint", "--config-path=config/biome.jsonc", "--error-on-warnings")
TOOLS = {
    "format": (*PYTHON, "ruff", "format", "--check", "-q", "."),
    "lint": (*PYTHON, "ruff", "check", "-q", "."),
    "types": (*PYTHON, "mypy"),
    "imports": (sys.executable, "-c", CONTRACTS),
    "templates": (*PYTHON, "djlint", "templates", "--lint", "--quiet"),
    "js and css": (*BIOME, "eventapp/static/js", "eventapp/static/css", "tests/js"),
    "packages": (*PYTHON, "pip", "check"),
}
"""What is asked of the tree -> the command that answers."""

ADDRESS = re.compile(r"https?://|--(extra-)?index|--find-links|file:|\"resolved\"")
REFUSED_LICENCES = re.compile(
    r"\b(AGPL|SSPL|Affero|Commons Clause|Business Source)\b", re.IGNORECASE
)


@click.command()
def check() -> None:
    """Judge format, lint, types, imports, templates, JS, CSS, texts, locks, licences, commits."""
    _need_checkout()
    with ThreadPoolExecutor(max_workers=2) as pool:
        answers = dict(zip(TOOLS, pool.map(_run, TOOLS.values()), strict=True))
    answers["texts"] = "\n".join(catalogues.unreadable_texts())
    answers["translations"] = "\n".join(catalogues.faults())
    answers["constants"] = constants.fault()
    answers["locks"] = "\n".join(lock_faults())
    answers["commands"] = "\n".join(command_faults(click.get_current_context().find_root().command))
    answers["licences"] = "\n".join(licence_faults())
    commits = cli_commits.new_commits(CHECKOUT, cli_commits.judged_after(CHECKOUT))
    answers["commits"] = "\n".join(cli_commits.subject_faults(commits or []))
    for name, words in answers.items():
        click.echo(f"{name:13}{'ok' if not words else 'FAILS'}", err=True)
        if words:
            click.echo(words)
    if commits is None:
        click.echo("             (subjects were not judged: git tells no history here)", err=True)
    click.echo("sizes        {} lines a file, {} a function (medians)".format(*sizes()), err=True)
    if any(answers.values()):
        raise SystemExit(1)


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]}
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the suite: SQLite and PostgreSQL, real browser, real SMTP. Arguments go to pytest."""
    _need_checkout()
    spread = (
        "-n",
        str((os.cpu_count() or 1) + 1),
        "--dist",
        "worksteal",
    )  # tests wait for processes, too
    command = [sys.executable, "-m", "pytest", *(arguments or spread)]
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}  # set, each worker compiles all anew
    done = subprocess.run(command, cwd=CHECKOUT, env=compiled, check=False)  # noqa: S603  (a fixed program)
    raise SystemExit(done.returncode)


def _need_checkout() -> None:
    if not in_checkout():
        raise click.ClickException("this command needs a source tree, not an installed package.")


def _run(command: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(  # noqa: S603  (a fixed program)
            command, cwd=CHECKOUT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return f"{command[0]} is missing; the set-up brings it where its registry has it"
    return (done.stdout + done.stderr).strip() or "failed" if done.returncode else ""


def sizes() -> tuple[int, int]:
    """Return the median length of the program's files and of its functions, in lines."""
    files, functions = [], []
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        files.append(text.count("\n"))
        functions += [
            (node.end_lineno or node.lineno) - node.lineno + 1
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef)
        ]
    return int(median(files)), int(median(functions))


def lock_faults() -> list[str]:
    """Return a sentence for each line of a lock file that names an address."""
    faults = []
    for path in (*CHECKOUT.glob("config/*.lock"), *CHECKOUT.glob("config/frontend/*.json")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if ADDRESS.search(line):
                faults.append(f"{path.relative_to(CHECKOUT)}:{number} names an address")
    return faults


def command_faults(root: click.Command) -> list[str]:
    """Return a sentence for each line by which the list that is shown before set-up is wrong."""
    have = LIST.read_text(encoding="utf-8").splitlines()
    lines = list(command_lines(root, ""))
    name = LIST.relative_to(CHECKOUT)
    return [
        *(f"{name} lacks the line: {line}" for line in lines if line not in have),
        *(f"{name} has no reason for: {line}" for line in have if line not in lines),
        *([f"{name} is not in the order of --help"] if have != sorted(have, key=_named) else []),
    ]


def _named(line: str) -> str:
    return line.partition(": ")[0]


def command_lines(command: click.Command, name: str) -> Iterator[str]:
    """Yield "name: what it does" for every command below this one."""
    if not isinstance(command, click.Group):
        return
    for word, part in sorted(command.commands.items()):
        own = f"{name} {word}".strip()
        about = inspect.cleandoc(part.help or "").split("\n\n")[0].replace("\n", " ")
        yield f"{own}: {about}"
        yield from command_lines(part, own)


def licence_faults() -> list[str]:
    """Return a sentence for each installed package whose licence forbids this use."""
    faults = []
    for package in distributions():
        about = package.metadata
        words = " ".join(
            (about.get_all("License-Expression") or []) + (about.get_all("Classifier") or [])
        )
        if REFUSED_LICENCES.search(words):
            faults.append(f"{about['Name']}: {words}")
    return faults


@click.command()
@click.argument("names", nargs=-1)
def bench(names: tuple[str, ...]) -> None:
    """Measure, all cases or those named; writes bench.json into the data directory."""
    import logging  # noqa: PLC0415  (development packages)

    import structlog  # noqa: PLC0415  (development packages)

    from eventapp.bench.catalogue import CASES  # noqa: PLC0415  (development packages)
    from eventapp.bench.measure import HEAD  # noqa: PLC0415  (development packages)

    unknown = set(names) - set(CASES)
    if unknown:
        raise click.UsageError(f"unknown: {', '.join(unknown)}; there are {', '.join(CASES)}")
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)
    target = load(os.environ).data_dir / "bench.json"
    figures = []
    click.echo(HEAD)
    for name in names or CASES:
        click.echo(f"{name}:")
        for figure in CASES[name]():
            click.echo(figure.line())
            figures.append({"case": name, **figure.as_dict()})
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(figures, indent=1), encoding="utf-8")


commands = [check, test, bench]
"""What `eventapp.cli` adds."""
