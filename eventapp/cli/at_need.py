"""What commands import only where they need it: set-up imports it once, so that it is compiled.

A start that has to compile takes twice as long.
"""

MODULES = (
    "alembic.command",
    "flask_migrate",
    "fontTools.ttLib",
    "markdown_it",
    "qrcode",
    "webauthn",
    "xlsxwriter",
)
