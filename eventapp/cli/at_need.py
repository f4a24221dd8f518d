"""What commands import only where they need it: set-up imports it once, so that it is compiled.

A start that has to compile takes twice as long.
"""

from importlib import import_module
from tempfile import TemporaryDirectory

from eventapp.app import create_app
from eventapp.i18n.templates import compile_all
from eventapp.settings import load

MODULES = (
    "alembic.command",
    "flask_migrate",
    "fontTools.ttLib",
    "markdown_it",
    "qrcode",
    "webauthn",
    "xlsxwriter",
)


def use_everything() -> None:
    """Import all of it and compile every template, as the application knows them: at set-up."""
    for name in MODULES:
        import_module(name)
    with TemporaryDirectory() as folder:
        create_app(load({"EVENTAPP_DATA_DIR": folder, "EVENTAPP_WORKER": "apart"}))
        compile_all()
