"""Texts in every language: where each stands, one edited beside its source, drafts reviewed."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.languages import listing
from eventapp.backoffice.languages.download import rows
from eventapp.backoffice.languages.forms import TranslationForm
from eventapp.backoffice.member import actor
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.exports import tables
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.languages import LANGUAGES
from eventapp.texts import queries
from eventapp.texts.comparing import compared
from eventapp.texts.models import Verdict
from eventapp.texts.services import Judgement
from eventapp.texts.standing import OPEN, TextState
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, page
from eventapp.workflows import public_texts, text_reading
from eventapp.workflows.public_texts import Reach, TextStanding
from eventapp.workflows.text_kinds import LONG
from eventapp.workflows.translating import (
    NoSuchText,
    TextChanged,
    review_drafts,
    save_translation,
)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ONE = f"/<event:event>/manage/languages/<text_key>/<any({', '.join(LANGUAGES)}):language>"


@bp.get("/<event:event>/manage/languages")
@open_to(Audience.MEMBER, *EDITORS)
def languages(event: Event) -> ResponseReturnValue:
    """Show where the public texts stand in each language, and whom what is missing would reach."""
    session, search = db.session(), listing.asked()
    known = public_texts.standings(session, event, listing.kinds_open_to_member())
    shown = [each for each in known if search.holds(each)]
    return page(
        "backoffice/languages/languages.html",
        event=event,
        search=search,
        shown=listing.grouped(shown[: listing.MOST]),
        number=len(shown),
        most=listing.MOST,
        total=len(known),
        is_open=any(each.is_open for each in known),
        figures={code: Counter(each.states[code] for each in known) for code in LANGUAGES},
        reach=_reach(event, known),
        first=next(iter(shown), None),
        drafts=sum(_drafts(each, search.language) for each in shown),
        **_words(),
    )


@bp.get("/<event:event>/manage/languages.xlsx")
@open_to(Audience.MEMBER, *EDITORS)
def download_texts(event: Event) -> ResponseReturnValue:
    """Hand out the texts that the page lists, all of them, to whoever translates elsewhere."""
    search = listing.asked()
    known = public_texts.standings(db.session(), event, listing.kinds_open_to_member())
    table = tables.as_xlsx(rows([each for each in known if search.holds(each)]))
    return as_file(Response(table), WORKBOOK, f"{event.slug}-texts.xlsx")


def _words() -> dict[str, Any]:
    return {
        "LANGUAGES": LANGUAGES,
        "OWNERS": listing.OWNERS,
        "STATES": listing.STATES,
        "TextState": TextState,
        "key_of": listing.key_of,
        "title_of": listing.title_of,
        "to_do": _to_do,
    }


def _drafts(known: TextStanding, language: str) -> int:
    wanted_in = [language] if language else list(LANGUAGES)
    return sum(known.states[code] is TextState.DRAFT for code in wanted_in)


def _to_do(known: TextStanding) -> str:
    """Return the first language in which a text is open, or another than its source."""
    states = known.states
    other = next((code for code in LANGUAGES if code != known.source), known.source)
    return next((code for code in LANGUAGES if states[code] in OPEN), other)


@bp.post("/<event:event>/manage/languages/review")
@open_to(Audience.MEMBER, *EDITORS)
def review_texts(event: Event) -> ResponseReturnValue:
    """Say of all drafts that are listed that they are right as they stand."""
    session, search = db.session(), listing.asked()
    known = public_texts.standings(session, event, listing.kinds_open_to_member())
    shown = [each for each in known if search.holds(each)]
    codes = [search.language] if search.language else list(LANGUAGES)
    number = review_drafts(session, event, shown, codes, by=actor(), now=clock.now())
    session.commit()
    flash(ngettext("One draft is reviewed now.", "%(num)s drafts are reviewed now.", number))
    return redirect(url_for(".languages", event=event), 303)


@bp.route(ONE, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def edit_text(event: Event, text_key: str, language: str) -> ResponseReturnValue:
    """Edit a text in one language beside its source, in which only what changed is marked."""
    known = _standing(event, text_key)
    if known.source == language:  # somebody else made it the source: translate it into another
        known = _other_source(known, language)
    form = TranslationForm.of(known, language)
    if form.validate_on_submit():
        try:
            _save(event, known, language, form)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
            if isinstance(refusal, TextChanged):
                form.show_again(known, language)
        else:
            flash(_("Saved"))
            return redirect(_after(event, text_key), 303)
    return _edit_page(event, known, language, form)


def _after(event: Event, text_key: str) -> str:
    """Return where a save leads: to the text again, to the others once it is gone."""
    kind = text_key.partition(".")[0]
    left = text_reading.texts(db.session(), event, [kind])
    if any(listing.key_of(text) == text_key for text in left):
        return request.full_path.rstrip("?")
    return url_for(".languages", event=event)


def _standing(event: Event, text_key: str) -> TextStanding:
    """Return a text the member may edit, translated from the language that the address names."""
    kinds = listing.kinds_open_to_member()
    kind = text_key.partition(".")[0]
    texts = text_reading.texts(db.session(), event, [kind] if kind in kinds else [])
    text = next((text for text in texts if listing.key_of(text) == text_key), None)
    if text is None:
        raise NoSuchText
    reviews = queries.reviews_of(db.session(), event, text.key)
    chosen = request.args.get("source", "")
    return public_texts.standing(text, reviews, chosen if chosen in LANGUAGES else "")


def _other_source(known: TextStanding, language: str) -> TextStanding:
    others = [code for code in LANGUAGES if code != language and known.text.text[code]]
    if not others:
        return known
    return public_texts.standing(known.text, known.reviews, others[0])


def _save(event: Event, known: TextStanding, language: str, form: TranslationForm) -> None:
    act = request.form.get("act", "")
    text = known.text.text[language] if act == "unconcerned" else form.text
    verdict = Verdict.DRAFT if act == "draft" else Verdict.REVIEWED
    save_translation(
        db.session(),
        event,
        Judgement(known.text.key, language, known.source, verdict),
        text,
        seen=form.looked_at,
        by=actor(),
        now=clock.now(),
    )


def _reach(event: Event, known: Sequence[TextStanding]) -> list[Reach]:
    """Return whom of those who are registered the missing ones of these texts would reach."""
    readers = public_texts.registered(db.session(), event)
    return public_texts.reach([each.text for each in known], readers)


def _edit_page(
    event: Event, known: TextStanding, language: str, form: TranslationForm
) -> ResponseReturnValue:
    review = known.reviews.get(language)
    source = known.text.text[known.source]
    is_long = known.text.field in LONG
    before = review.source if review and review.source_language == known.source else None
    parts = compared(before or None, source) if is_long or before else compared(None, source)
    everything = public_texts.standings(db.session(), event, listing.kinds_open_to_member())
    others = [each for each in listing.following(everything, known) if each.is_open]
    return page(
        "backoffice/languages/edit_text.html",
        422 if form.is_submitted() else 200,
        event=event,
        known=known,
        language=language,
        form=form,
        rows=parts,
        review=review,
        is_long=is_long,
        state=known.states[language],
        next_text=next(iter(others), None),
        open_number=len(others),
        reach=_reach(event, [known]),
        **_words(),
    )
