"""Dicts of anything stand where something else than this program reads or writes them."""

from fnmatch import fnmatch

from eventapp.paths import CHECKOUT

BORDERS = {
    "api/*": "what programs send and get",
    "door/api.py": "what devices send",
    "*/models.py": "columns of JSON",
    "*/models/*.py": "columns of JSON",
    "orm.py": "columns of JSON",
    "changes.py": "fields of any record, as the journal's JSON holds them",
    "journal/services.py": "columns of any table, and JSON",
    "mail/services.py": "columns of a table, and JSON",
    "documents/services.py": "arguments of a document, as JSON holds them",
    "podium/papers.py": "arguments of a document, as JSON holds them",
    "documents/workbooks.py": "what a child process answers",
    "media/pictures.py": "what a child process answers",
    "media/reading.py": "what a child process answers",
    "agenda/snapshots.py": "a stored release",
    "agenda/services/import_plan.py": "columns of any table",
    "events/services/making.py": "columns of a table",
    "registration/services/revisions.py": "facts that were stored as JSON",
    "events/emails.py": "the facts of an e-mail, stored as JSON",
    "privacy/*.py": "what is handed out as JSON",
    "people/columns.py": "the cells of a file",
    "extensions.py": "as Flask-SQLAlchemy calls it",
    "i18n/catalogues.py": "as Babel takes it",
    "documents/repeats.py": "objects of a PDF",
    "backoffice/registrations/bulk_results.py": "what is kept as JSON",
    "backoffice/*views*": "what a template is given",
    "backoffice/overview/naming.py": "what a template is given",
    "website/views/*.py": "what a template is given",
    "workflows/my_registration.py": "what a template is given",
}
"""Where -> why. Everywhere else a value has a type of its own."""


def test_dicts_of_anything_stand_at_the_borders_alone() -> None:
    package = CHECKOUT / "eventapp"
    used = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "dict[str, Any]" in path.read_text(encoding="utf-8")
    }

    inside = {name for name in used if not any(fnmatch(name, border) for border in BORDERS)}
    idle = {border for border in BORDERS if not any(fnmatch(name, border) for name in used)}
    assert (inside, idle) == (set(), set())
