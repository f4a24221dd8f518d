"""The composition root: one function that reads top to bottom."""

import re
from functools import partial

from flask import Flask, get_flashed_messages, url_for
from jinja2 import Environment

import eventapp.backoffice
import eventapp.door
import eventapp.website
from eventapp.accounts import emails as accounts_emails
from eventapp.accounts import models as accounts_models
from eventapp.addresses import Addresses, Page
from eventapp.agenda import booklet_making, email_attachment
from eventapp.agenda import emails as agenda_emails
from eventapp.agenda import jobs as agenda_jobs
from eventapp.agenda import models as agenda_models
from eventapp.api import openapi, operations
from eventapp.audiences import (
    devices,
    events,
    members,
    operators,
    participants,
    sign_in,
    speakers,
    tokens,
)
from eventapp.backoffice import labels, navigation
from eventapp.badges import jobs as badges_jobs
from eventapp.badges import making as badges_making
from eventapp.badges import models as badges_models
from eventapp.badges import render as badges_render
from eventapp.badges import services as badges_services
from eventapp.checkin import jobs as checkin_jobs
from eventapp.checkin import models as checkin_models
from eventapp.composition import WORK, WORKER, worker
from eventapp.documents import models as documents_models
from eventapp.documents.making import Maker
from eventapp.door import api as door_api
from eventapp.events import models as events_models
from eventapp.extensions import Migrations, csrf, db
from eventapp.i18n import templates
from eventapp.idempotency import models as idempotency_models
from eventapp.idempotency import services as idempotency
from eventapp.jobs import models as jobs_models
from eventapp.journal import models as journal_models
from eventapp.mail import models as mail_models
from eventapp.mail.emails import Catalogue
from eventapp.mail.mailing import Mailing
from eventapp.mail.worker import Job, Work
from eventapp.media import models as media_models
from eventapp.paths import PACKAGE
from eventapp.people import models as people_models
from eventapp.people.services import retention
from eventapp.podium import making as podium_making
from eventapp.podium import papers as podium_papers
from eventapp.registration import emails as registration_emails
from eventapp.registration import jobs as registration_jobs
from eventapp.registration import models as registration_models
from eventapp.registration import render as registration_render
from eventapp.registration.emails import invitation, sessions, substitution
from eventapp.registration.services import substitutions as substitution_services
from eventapp.settings import Settings
from eventapp.speakers import models as speakers_models
from eventapp.speakers.emails import contributors as speakers_emails
from eventapp.speakers.emails import proposals as proposal_emails
from eventapp.speakers.services import proposal_retention
from eventapp.speakers.services import retention as speakers_retention
from eventapp.texts import models as texts_models
from eventapp.web import (
    access,
    assets,
    compression,
    error_pages,
    faces,
    forms,
    language_choice,
    limits,
    logs,
    readers,
    security,
)
from eventapp.web.access import Audience
from eventapp.website.views import public
from eventapp.workflows import uploads

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
    media_models,
    people_models,
    registration_models,
    speakers_models,
    texts_models,
    idempotency_models,
)
"""Every module with tables, so that the metadata is whole whichever pages are used."""

FACES = (eventapp.website, eventapp.backoffice, eventapp.door)
"""Whose pages are found below their packages; the API describes itself while it registers."""

VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")
"""What varies in the address of a view, with its converter."""

EMAILS = Catalogue.of(
    registration_emails,
    invitation,
    sessions,
    substitution,
    agenda_emails,
    accounts_emails,
    proposal_emails,
    speakers_emails,
)


def minutely(settings: Settings) -> tuple[Job, ...]:
    """Return what the clock does every minute; doing it twice does nothing more."""
    return (
        registration_jobs.tend,
        registration_jobs.tell_changes,
        registration_jobs.follow_programme,
        registration_jobs.settle_substitutions,
        substitution_services.forget_reasons,
        agenda_jobs.making_booklets(),
        badges_jobs.issuing(settings.keys_dir),
        badges_jobs.look_through_badges,
        checkin_jobs.reseal_lists,
        registration_jobs.promote,
        idempotency.forget_old,
        retention.forget_contacts,
        proposal_retention.forget_proposals,
        speakers_retention.forget_contributors,
        uploads.clearing(settings.media_dir),
    )


class Program(Flask):
    """Flask with the one environment of templates, which e-mails and print use without it."""

    def create_jinja_environment(self) -> Environment:  # type: ignore[override]
        """Return that environment, with what pages need beside it."""
        environment = templates.environment()
        environment.globals.update(url_for=url_for, get_flashed_messages=get_flashed_messages)
        return environment


def create_app(settings: Settings) -> Flask:
    """Return the application for these settings; nothing is read from the environment here."""
    app = Program("eventapp", static_folder=None, template_folder=None)
    app.config["EVENTAPP"] = settings
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url

    logs.install(app)
    security.configure(app, settings)
    limits.install(app)
    db.init_app(app)
    Migrations(app)
    csrf.init_app(app)
    for part in (readers, language_choice, forms, labels, navigation, public, operations):
        part.install(app)
    compression.install(app)
    app.url_map.converters["event"] = events.EventConverter
    app.url_map.strict_slashes = False
    app.extensions["zone_elsewhere"] = members.zone_elsewhere

    _guard(app)
    openapi.install(app)
    error_pages.install(app)  # after the interface: its errors are ours, too
    assets.install(app, PACKAGE / "static")
    for face in FACES:
        faces.register(app, face)
    app.register_blueprint(door_api.bp)
    app.register_blueprint(operations.bp)
    hand_down(app, settings)
    if settings.worker == "inside":
        with app.app_context():
            app.extensions[WORKER] = worker()
    return app


def hand_down(app: Flask, settings: Settings) -> None:
    """Make what features are handed of the settings, for they know no application to ask."""
    addresses = _addresses(app, settings.base_url)
    app.extensions["addresses"] = addresses
    app.extensions[WORK] = _work(settings, addresses)


def _work(settings: Settings, addresses: Addresses) -> Work:
    """Return what there is to do besides answering, and with what."""
    attachments = email_attachment.ATTACHMENTS | registration_render.ATTACHMENTS
    entrance = badges_render.in_emails(settings.keys_dir)
    makers: dict[str, Maker] = {
        badges_services.DOCUMENT: partial(badges_making.prepare, keys=settings.keys_dir),
        booklet_making.DOCUMENT: booklet_making.prepare,
        podium_papers.DOCUMENT: podium_making.prepare,
    }
    mailing = Mailing(settings, addresses, EMAILS, attachments, entrance)
    return Work(mailing, makers, minutely(settings))


def _addresses(app: Flask, base_url: str) -> Addresses:
    """Return where pages are, by the routes of their views."""

    def path_of(page: Page) -> str:
        rule = next(app.url_map.iter_rules(page.value))  # the first one is the one that is built
        return VARIABLE.sub(r"{\1}", rule.rule)

    return Addresses(base_url, {page: path_of(page) for page in Page})


def _guard(app: Flask) -> None:
    """Give each audience its gate: a view that names none stays shut."""
    access.install(
        app,
        gates={
            Audience.PUBLIC: events.admit_public,
            Audience.SIGNED_IN: sign_in.admit_signed_in,
            Audience.REGISTERED: participants.admit_registered,
            Audience.SPEAKER: speakers.admit_speaker,
            Audience.MEMBER: events.admit_member,
            Audience.DEVICE: devices.admit_device,
            Audience.TOKEN: tokens.admit_token,
            Audience.OPERATOR: operators.admit_operator,
        },
        identify=sign_in.identify,
    )
