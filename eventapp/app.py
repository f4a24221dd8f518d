"""The composition root: one function that reads top to bottom."""

from flask import Flask
from flask_compress import Compress
from jinja2 import StrictUndefined

from eventapp.accounts import models as accounts_models
from eventapp.agenda import models as agenda_models
from eventapp.events import models as events_models
from eventapp.events import views as events_views
from eventapp.extensions import csrf, db, migrate
from eventapp.front import views as front_views
from eventapp.journal import models as journal_models
from eventapp.paths import PACKAGE, resource
from eventapp.people import models as people_models
from eventapp.registration import models as registration_models
from eventapp.settings import Settings
from eventapp.web import access, assets, error_pages, i18n, logs, prose, security
from eventapp.web import models as web_models
from eventapp.web.access import Audience

TABLES = (
    accounts_models,
    agenda_models,
    events_models,
    journal_models,
    people_models,
    registration_models,
    web_models,
)
"""Every module with tables, so that the metadata is whole whichever pages are used."""


def create_app(settings: Settings) -> Flask:
    """Return the application for these settings; nothing is read from the environment here."""
    app = Flask("eventapp", static_folder=None, template_folder=str(resource("templates")))
    app.config["EVENTAPP"] = settings
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    logs.install(app)
    security.configure(app, settings)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(resource("migrations")))
    csrf.init_app(app)
    i18n.HouseBabel(app)
    i18n.install(app)
    prose.install(app)
    Compress(app)
    app.url_map.converters["event"] = events_views.EventConverter
    app.url_map.strict_slashes = False

    access.install(
        app,
        gates={
            Audience.PUBLIC: events_views.admit_public,
            Audience.MEMBER: events_views.admit_member,
        },
        identify=lambda: None,
    )
    error_pages.install(app)
    assets.install(app, PACKAGE / "static")
    app.register_blueprint(front_views.bp)
    return app
