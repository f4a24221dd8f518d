"""The composition root: one function that reads top to bottom."""

from flask import Flask
from jinja2 import StrictUndefined

from eventapp.accounts import gates as accounts_gates
from eventapp.accounts import letters as accounts_letters
from eventapp.accounts import models as accounts_models
from eventapp.accounts.views import passkeys, sign_in
from eventapp.agenda import booklet_making, enclosed
from eventapp.agenda import letters as agenda_letters
from eventapp.agenda import models as agenda_models
from eventapp.agenda import views as agenda_views
from eventapp.badges import jobs as badges_jobs
from eventapp.badges import making as badges_making
from eventapp.badges import models as badges_models
from eventapp.badges import render as badges_render
from eventapp.badges import services as badges_services
from eventapp.checkin import api as checkin_api
from eventapp.checkin import gates as checkin_gates
from eventapp.checkin import jobs as checkin_jobs
from eventapp.checkin import models as checkin_models
from eventapp.checkin import views as checkin_views
from eventapp.documents import models as documents_models
from eventapp.documents.making import Maker
from eventapp.events import gates as events_gates
from eventapp.events import models as events_models
from eventapp.events import views as events_views
from eventapp.extensions import Migrations, csrf, db
from eventapp.front import openapi, words
from eventapp.front import tokens as front_tokens
from eventapp.front.blueprint import bp as front_bp
from eventapp.front.views import (
    access_codes,
    account,
    bulk,
    desk,
    dev_letters,
    editor,
    imports,
    invitations,
    legal,
    letters,
    mine,
    offline,
    operations,
    own_programme,
    party,
    places_by_hand,
    programme_releases,
    public,
    reconfirmations,
    records,
    registrations,
    releases,
    session_ends,
    session_lists,
    sessions,
    setup,
    table,
    team,
    telephone,
    unsubscribing,
)
from eventapp.jobs import models as jobs_models
from eventapp.journal import models as journal_models
from eventapp.mail import models as mail_models
from eventapp.mail.letters import Catalogue
from eventapp.mail.worker import Worker
from eventapp.paths import PACKAGE, resource
from eventapp.people import models as people_models
from eventapp.privacy import views as privacy_views
from eventapp.registration import gates as registration_gates
from eventapp.registration import jobs as registration_jobs
from eventapp.registration import letters as registration_letters
from eventapp.registration import models as registration_models
from eventapp.registration import render as registration_render
from eventapp.registration.views import (
    answers,
    attendee,
    by_code,
    invited,
    own_sessions,
    self_service,
)
from eventapp.settings import Settings
from eventapp.web import (
    access,
    assets,
    compression,
    error_pages,
    event_days,
    forms,
    i18n,
    idempotency,
    language_choice,
    limits,
    logs,
    prose,
    security,
)
from eventapp.web import models as web_models
from eventapp.web.access import Audience

TABLES = (
    accounts_models,
    agenda_models,
    badges_models,
    checkin_models,
    documents_models,
    events_models,
    jobs_models,
    journal_models,
    mail_models,
    people_models,
    registration_models,
    web_models,
)
"""Every module with tables, so that the metadata is whole whichever pages are used."""

FRONT = (
    access_codes,
    account,
    bulk,
    desk,
    dev_letters,
    editor,
    imports,
    invitations,
    legal,
    letters,
    mine,
    offline,
    operations,
    own_programme,
    party,
    places_by_hand,
    programme_releases,
    public,
    reconfirmations,
    records,
    registrations,
    releases,
    session_ends,
    session_lists,
    sessions,
    setup,
    table,
    telephone,
    team,
    unsubscribing,
)
"""Modules whose views hang on the one blueprint of `front`."""

REGISTRATION = (answers, attendee, by_code, invited, own_sessions, self_service)
"""Modules whose views hang on the blueprint of `registration`."""

ACCOUNTS = (passkeys, sign_in)
"""Modules whose views hang on the blueprint of `accounts`."""

BLUEPRINTS = (
    sign_in.bp,
    agenda_views.bp,
    checkin_api.bp,
    checkin_views.bp,
    attendee.bp,
    front_bp,
    privacy_views.bp,
)
"""Every feature's pages and interface, in no order that matters."""

LETTERS = Catalogue(
    (
        accounts_letters.SignInLetter,
        accounts_letters.InvitationLetter,
        accounts_letters.SecurityLetter,
        *agenda_letters.LETTERS,
        *registration_letters.LETTERS,
    )
)


MAKERS: dict[str, Maker] = {
    badges_services.DOCUMENT: badges_making.prepare,
    booklet_making.DOCUMENT: booklet_making.prepare,
}
"""Kind of document -> what says how it is laid out."""

MINUTELY = (
    registration_jobs.tend,
    registration_jobs.tell_changes,
    registration_jobs.follow_programme,
    registration_jobs.put_numbers_together,
    badges_jobs.put_badge_numbers_together,
    badges_jobs.look_through_badges,
    checkin_jobs.put_door_numbers_together,
    registration_jobs.promote,
    idempotency.forget_old,
)
"""What the clock does every minute; doing it twice does nothing more."""


def create_app(settings: Settings) -> Flask:
    """Return the application for these settings; nothing is read from the environment here."""
    app = Flask("eventapp", static_folder=None, template_folder=str(resource("templates")))
    app.config["EVENTAPP"] = settings
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    logs.install(app)
    security.configure(app, settings)
    limits.install(app)
    db.init_app(app)
    Migrations(app)
    csrf.init_app(app)
    for part in (i18n, language_choice, event_days, prose, forms, words, desk, public, operations):
        part.install(app)
    compression.install(app)
    app.url_map.converters["event"] = events_views.EventConverter
    app.url_map.strict_slashes = False
    app.extensions["zone_elsewhere"] = events_gates.zone_elsewhere
    app.extensions["letters"] = LETTERS
    app.extensions["minutely"] = MINUTELY
    app.extensions["makers"] = MAKERS
    app.extensions["letter_attachments"] = enclosed.ATTACHMENTS | registration_render.ATTACHMENTS
    app.extensions["letter_entrance"] = badges_render.IN_LETTERS
    if settings.worker == "inside":
        Worker(app)

    _guard(app)
    openapi.install(app)
    error_pages.install(app)  # after the interface: its errors are ours, too
    assets.install(app, PACKAGE / "static")
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _guard(app: Flask) -> None:
    """Give each audience its gate: a view that names none stays shut."""
    access.install(
        app,
        gates={
            Audience.PUBLIC: events_views.admit_public,
            Audience.SIGNED_IN: accounts_gates.admit_signed_in,
            Audience.REGISTERED: registration_gates.admit_registered,
            Audience.MEMBER: events_views.admit_member,
            Audience.DEVICE: checkin_gates.admit_device,
            Audience.TOKEN: front_tokens.admit_token,
            Audience.OPERATOR: operations.admit_operator,
        },
        identify=accounts_gates.identify,
    )
