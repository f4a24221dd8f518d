"""Sign-up, and what a participant does with the own registration."""

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.accounts import mail_domains
from eventapp.accounts.addresses import FAULTS
from eventapp.accounts.errors import NoSuchLink
from eventapp.accounts.services import users as accounts
from eventapp.audiences import sign_in as cookies
from eventapp.audiences.participants import own
from eventapp.badges.services import issue_with_place
from eventapp.composition import settings
from eventapp.errors import Refusal, refusal_of
from eventapp.events.models import Category, Event, Phase
from eventapp.extensions import db
from eventapp.forms.registration import EditForm, SignUpForm
from eventapp.forms.saving import saved
from eventapp.i18n import gettext as _
from eventapp.mail.links import read_token
from eventapp.people.queries import organisations
from eventapp.registration import queries
from eventapp.registration.errors import LinkRevoked, NoSuchRegistration, RegistrationErased
from eventapp.registration.services import changes, self_service, waiting_list
from eventapp.registration.services import sign_up as services
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.web import kept_forms
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.website.actor import actor_of
from eventapp.website.blueprint import bp
from eventapp.website.closed_page import shut
from eventapp.website.sign_up_steps import correct, made_before, to_mailbox, typed_before


@bp.route("/<event:event>/register", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("30 per 10 minutes")
def sign_up(event: Event) -> ResponseReturnValue:
    """Let a visitor take a place."""
    offer = queries.offering(db.session(), event)
    typed = typed_before()
    form = SignUpForm.for_event(offer.for_visitors, offer.questions, offer.consents, typed=typed)
    if form.validate_on_submit():
        chosen = next(
            category for category in offer.for_visitors if category.key == form.category.data
        )
        try:
            made = _register(event, chosen, form)
            answer = to_mailbox(event, form.email.data, made=made)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:  # the same answer whether new or already registered
            return answer
    return page("website/sign_up.html", 422 if form.is_submitted() else 200, **_facts(event, form))


def _register(event: Event, chosen: Category, form: SignUpForm) -> str:
    """Register whoever sent the form, once however often it is sent; return what was made."""
    session, now = db.session(), clock.now()
    send = form.send(session, f"form {event.id}", now=now)
    if send.repeated:
        return made_before(event, form, send)
    if corrected := correct(event, form):
        return corrected
    category = session.merge(chosen, load=False)  # what was kept belongs to no session
    made = services.register_or_remind(session, event, category, form.details(), now=now)
    return made.reference if made else ""


def _facts(event: Event, form: SignUpForm) -> dict[str, object]:
    """Return what the form's page shows beside the form."""
    contingents = queries.by_category(db.session(), event)
    return {
        "event": event,
        "form": form,
        "phase": queries.phase(event, contingents, clock.now()),
        "Phase": Phase,
        "by_code": queries.offering(db.session(), event).takes_codes,
        "full": {contingent.category.key for contingent in contingents if contingent.free == 0},
        "address_faults": [(sign, i18n.render(sentence)) for sign, sentence in FAULTS],
        "descriptions": {
            contingent.category.key: contingent.category.description for contingent in contingents
        },
    }


@bp.get("/<event:event>/register/organisations")
@open_to(Audience.PUBLIC)
def organisation_names(event: Event) -> ResponseReturnValue:
    """Suggest names of the directory for what has been typed: public facts, no people."""
    matching = organisations(db.session(), event, typed=request.args.get("q", "")[:80], most=8)
    response = current_app.json.response([organisation.name for organisation in matching])
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@bp.get("/<event:event>/register/meant")
@open_to(Audience.PUBLIC)
def meant_domain(event: Event) -> ResponseReturnValue:  # noqa: ARG001  (each address has one)
    """Suggest the well-known mail domain that was probably meant: the domain alone is asked."""
    domain = mail_domains.meant_domain(request.args.get("domain", "")[:80])
    response = current_app.json.response(domain)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@bp.get("/<event:event>/register/mailbox")
@open_to(Audience.PUBLIC)
def check_inbox(event: Event) -> ResponseReturnValue:
    """Say that an e-mail is on its way, where to, and lead back to correct it."""
    sent = kept_forms.find(request.args.get("of"), now=clock.now())
    meant = mail_domains.meant(sent.email) if sent else None
    return page("website/check_inbox.html", event=event, sent=sent, meant=meant)


@bp.route("/<event:event>/r/<token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("60 per minute")
def open_link(event: Event, token: str) -> ResponseReturnValue:
    """Show a button; its press opens the own page in this browser. GET does nothing."""
    signed = read_token(current_app.config["SECRET_KEY"], "registration", token)
    if signed is None:
        raise NoSuchLink
    registration = queries.by_reference(db.session(), event, signed[0])
    if registration is None:
        raise NoSuchRegistration
    if registration.erased_at is not None:
        raise RegistrationErased
    if registration.link_generation != signed[1]:
        raise LinkRevoked
    if request.method != "POST":  # HEAD, too
        return page("website/open_link.html", event=event)
    changes.open_link(registration, now=clock.now())
    keys = settings().keys_dir  # what the page shows is there when it is looked at
    issue_with_place(db.session(), event, registration, keys, now=clock.now())
    value = accounts.sign_in_participant(
        db.session(),
        registration.id,
        registration.link_generation,
        browser=request.user_agent.string,
        now=clock.now(),
    )
    db.session().commit()
    response = redirect(url_for("website.my_registration", event=event), 303)
    cookies.give_cookie(
        response, cookies.PARTICIPANT_COOKIE, value, life=accounts.PARTICIPANT_STAYS
    )
    return response


@bp.route("/<event:event>/my/edit", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
def edit_my_registration(event: Event) -> ResponseReturnValue:
    """Let a participant correct who they are."""
    registration, now = own(), clock.now()
    held = RegistrationChange.of(registration)
    form = EditForm.of(held)
    if request.method != "POST" and (
        refusal := refusal_of(lambda: self_service.check_may_correct(registration, event, now=now))
    ):
        return shut(event, registration, refusal, _("Correct my details"))
    frozen = refusal_of(lambda: self_service.check_may_rename(event, now=now)) is not None

    def save() -> None:
        change = form.change(db.session(), event, held)
        by = actor_of(registration)
        self_service.correct(
            db.session(), registration, event, change, seen=form.looked_at(), by=by, now=now
        )

    if form.validate_on_submit() and saved(form, save):
        return redirect(url_for("website.my_registration", event=event), 303)
    return page(
        "website/edit_my_registration.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        frozen=frozen,
    )


@bp.post("/<event:event>/my/accept")
@open_to(Audience.REGISTERED)
def accept_offer(event: Event) -> ResponseReturnValue:
    """Take the place that was offered."""
    registration, now = own(), clock.now()
    by = actor_of(registration)
    waiting_list.accept_offer(db.session(), registration, event, by=by, now=now)
    issue_with_place(db.session(), event, registration, settings().keys_dir, now=now)
    db.session().commit()
    flash(_("Your place is confirmed."))
    return redirect(url_for("website.my_registration", event=event), 303)
