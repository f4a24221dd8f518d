"""A contributor's own pages that are saved alone: texts, stage and times, journey, consents."""

from collections.abc import Mapping, Sequence

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.audiences.speakers import visitor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.changing import ChangeForm
from eventapp.forms.saving import saved
from eventapp.i18n import gettext as _
from eventapp.languages import LANGUAGES
from eventapp.people.services import PersonChange
from eventapp.speakers.errors import OnlyThePerson
from eventapp.speakers.services.own_details import OwnDetailsChange, answer_consents, change_details
from eventapp.texts.comparing import SourceParagraph, compared
from eventapp.texts.standing import TextState
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.website.actor import contributor_actor
from eventapp.website.blueprint import bp
from eventapp.website.forms.speaking_pages import (
    AvailabilityForm,
    ConsentsForm,
    OwnTextsForm,
    StageForm,
    TravelForm,
)
from eventapp.website.speaking_steps import home_again, own_contributor, own_person
from eventapp.workflows import directory
from eventapp.workflows.public_texts import TextStanding, biography_of


@bp.route("/<event:event>/speaking/texts", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
def speaking_texts(event: Event) -> ResponseReturnValue:
    """Show and take position and biography in each language."""
    form = OwnTextsForm.of(PersonChange.of(own_person()))
    if not form.is_submitted():
        form.show_details(OwnDetailsChange.of(own_contributor()))
    if form.validate_on_submit() and saved(form, lambda: _save_texts(event, form)):
        return home_again(event)
    known = biography_of(db.session(), event, own_contributor())
    facts = {"biography": known, "TextState": TextState, "changed": _changed(known)}
    return _shown("website/speaking/texts.html", event, form, **facts)


def _changed(known: TextStanding) -> Mapping[str, Sequence[SourceParagraph]]:
    """Return, by language, what changed in the source since a translation was reviewed."""
    now = known.text.text[known.source]
    return {
        code: [part for part in compared(known.reviews[code].source, now) if part.changed]
        for code, state in known.states.items()
        if state is TextState.OUTDATED
    }


def _save_texts(event: Event, form: OwnTextsForm) -> None:
    _save_person(event, form)
    session, contributor = db.session(), own_contributor()
    change = form.details(OwnDetailsChange.of(contributor))
    by = contributor_actor(visitor())
    change_details(session, contributor, change, by=by, now=clock.now())


@bp.route("/<event:event>/speaking/stage", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
def speaking_stage(event: Event) -> ResponseReturnValue:
    """Show and take what is needed on stage."""
    form = StageForm.of(OwnDetailsChange.of(own_contributor()))
    if form.validate_on_submit() and saved(form, lambda: _save_details(event, form)):
        return home_again(event)
    return _shown("website/speaking/stage.html", event, form)


@bp.route("/<event:event>/speaking/availability", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
def speaking_availability(event: Event) -> ResponseReturnValue:
    """Show and take when the person is there."""
    form = AvailabilityForm.of(PersonChange.of(own_person()))
    if form.validate_on_submit() and saved(form, lambda: _save_person(event, form)):
        return redirect(url_for("website.speaking_availability", event=event), 303)
    return _shown("website/speaking/availability.html", event, form)


@bp.route("/<event:event>/speaking/travel", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
def speaking_travel(event: Event) -> ResponseReturnValue:
    """Show and take what concerns the journey, and what the person needs."""
    form = TravelForm.of(OwnDetailsChange.of(own_contributor()))
    if form.validate_on_submit() and saved(form, lambda: _save_details(event, form)):
        return home_again(event)
    return _shown("website/speaking/travel.html", event, form)


@bp.route("/<event:event>/speaking/consents", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
def speaking_consents(event: Event) -> ResponseReturnValue:
    """Show what the person answered about recording and photographs, and take other answers.

    Whoever answers for the person reads who can consent, and how.
    """
    contributor, form = own_contributor(), ConsentsForm()
    if not form.is_submitted():
        form.recording.data = _answer(contributor.recording)
        form.photographs.data = _answer(contributor.photographs)
    elif not visitor().may_consent:
        raise OnlyThePerson
    if form.validate_on_submit():
        answer_consents(
            db.session(),
            contributor,
            recording=form.recording.data == "yes",
            photographs=form.photographs.data == "yes",
            by=contributor_actor(visitor()),
            now=clock.now(),
        )
        db.session().commit()
        flash(_("Saved"))
        return home_again(event)
    return page(
        "website/speaking/consents.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        visitor=visitor(),
        person=own_person(),
        contributor=contributor,
    )


def _answer(given: bool | None) -> str | None:  # noqa: FBT001  (an answer, not a mode)
    return None if given is None else ("yes" if given else "no")


def _save_person(event: Event, form: OwnTextsForm | AvailabilityForm) -> None:
    session, person = db.session(), own_person()
    change = form.change(session, event, PersonChange.of(person))
    by, seen = contributor_actor(visitor()), form.looked_at()
    directory.change_person(session, person, change, seen=seen, by=by, now=clock.now())


def _save_details(event: Event, form: StageForm | TravelForm) -> None:
    session, contributor = db.session(), own_contributor()
    change = form.change(session, event, OwnDetailsChange.of(contributor))
    by, seen = contributor_actor(visitor()), form.looked_at()
    change_details(session, contributor, change, seen=seen, by=by, now=clock.now())


def _shown(template: str, event: Event, form: ChangeForm, **facts: object) -> ResponseReturnValue:
    return page(
        template,
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        visitor=visitor(),
        person=own_person(),
        contributor=own_contributor(),
        codes=sorted(LANGUAGES, key=lambda code: code != own_contributor().language),
        **facts,
    )
