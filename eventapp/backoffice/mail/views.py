"""The event's e-mails: what was sent to whom, what became of it, and once more."""

import secrets
from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.labels import EMAIL_STATES, WHYS
from eventapp.backoffice.member import actor
from eventapp.backoffice.registrations import bulk_results
from eventapp.composition import mailing
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.journal.services import Object, record
from eventapp.mail import queries, services
from eventapp.mail.errors import NoSuchEmail
from eventapp.mail.models import Email, EmailState
from eventapp.mail.queries import LogSearch
from eventapp.mail.render import readable
from eventapp.registration import queries as registration
from eventapp.text_search import search_words
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

PAGE = 50
BIGGEST_ID = 2**31
READERS = (Role.ORGANISER, Role.COHOST)


def asked() -> LogSearch:
    """Return what the address asks for; nonsense counts as not asked."""
    args, scope = request.args, access.member().scope
    typed, number = args.get("q", "")[:100], args.get("page", "1")
    return LogSearch(
        words=tuple(search_words(typed)),
        people=registration.ids_named(scope, typed),
        states=tuple(state for state in EmailState if state.value in args.getlist("state")),
        kinds=tuple(kind for kind in mailing().catalogue.kinds if kind in args.getlist("kind")),
        page=min(max(1, int(number)), 10_000) if number.isascii() and number.isdigit() else 1,
        size=PAGE,
    )


def _link(event: Event, **changed: object) -> str:
    query = {name: request.args.getlist(name) for name in ("q", "state", "kind", "page")}
    query |= {name: [str(value)] if value else [] for name, value in changed.items()}
    pairs = [(name, value) for name, values in query.items() for value in values if value]
    return f"{url_for('.emails', event=event)}?{urlencode(pairs)}"


@bp.get("/<event:event>/manage/emails")
@open_to(Audience.MEMBER, *READERS)
def emails(event: Event) -> ResponseReturnValue:
    """Show one page of the event's e-mails and what became of them."""
    search, scope = asked(), access.member().scope
    emails, total = queries.log(db.session(), scope, search)
    return page(
        "backoffice/mail/emails.html",
        event=event,
        typed=request.args.get("q", "")[:100],
        search=search,
        emails=emails,
        total=total,
        pages=max(1, -(-total // PAGE)),
        counts=queries.states_of(db.session(), scope),
        kinds=mailing().catalogue.kinds,
        EMAIL_STATES=EMAIL_STATES,
        link=lambda **changed: _link(event, **changed),
    )


def _visible(email_id: int) -> Email:
    email = None
    if email_id < BIGGEST_ID:
        email = queries.visible(db.session(), access.member().scope, email_id)
    if email is None:
        raise NoSuchEmail
    return email


@bp.get("/<event:event>/manage/emails/<int:email_id>")
@open_to(Audience.MEMBER, *READERS)
def email(event: Event, email_id: int) -> ResponseReturnValue:
    """Show what an e-mail says, without what opens a page, and what became of it."""
    email = _visible(email_id)
    # what people answered, their needs among it, is for organisers alone
    without = "" if access.member().scope.everything else "answers"
    subject, text = readable(mailing(), email, without=without)
    people = registration.by_ids(
        db.session(),
        access.member().scope,
        [email.about_id or 0] if email.about_kind == "registration" else [],
    )
    return page(
        "backoffice/mail/email.html",
        event=event,
        email=email,
        subject=subject,
        text=text,
        person=people.get(email.about_id or 0),
        word=EMAIL_STATES[email.state],
        why=WHYS.get(email.withheld_for or email.state),
        again=email.state is not EmailState.QUEUED,
        sent_as=secrets.token_urlsafe(16),
    )


@bp.post("/<event:event>/manage/emails/<int:email_id>/again")
@open_to(Audience.MEMBER, Role.ORGANISER)
def send_email_again(event: Event, email_id: int) -> ResponseReturnValue:
    """Post the e-mail once more; a repeated press posts nothing more."""
    email = _visible(email_id)
    send = bulk_results.begin(event, bulk_results.key_of(request.form.get("sent_as", ""), email.id))
    if not send.repeated:
        now, facts = clock.now(), mailing().facts_of(email)
        services.post_again(db.session(), email, facts, now=now)
        acted_on = Object(
            email.about_kind, email.about_id, "", email.event_id, email.organisation_id
        )
        record(db.session(), "email-sent-again", acted_on, by=actor(), now=now)
        send.answer(303, "")
        db.session().commit()
    flash(_("The e-mail has been sent again."))
    return redirect(url_for(".emails", event=event), 303)
