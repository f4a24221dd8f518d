"""The lines of a contributor's own page: what is there, each with the page where it is changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventapp import i18n
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.languages import LANGUAGES
from eventapp.media.documents import ENDINGS
from eventapp.people.availability import TimeRange
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor, Material, Visibility


@dataclass(frozen=True, slots=True)
class Line:
    """Something to give, or given, and the page for it."""

    title: str
    note: str
    endpoint: str


def biography_in(code: str) -> str:
    """Return what a biography in a language is called."""
    titles = {
        "de": _("Biography in German"),
        "en": _("Biography in English"),
        "fr": _("Biography in French"),
    }
    return titles[code]


def done_lines(
    contributor: Contributor,
    person: Person,
    materials: Sequence[Material],
    times: Sequence[TimeRange],
) -> list[Line]:
    """Return what is there, and what nobody has to say."""
    consented = None not in (contributor.recording, contributor.photographs)
    return [
        *_texts(contributor, person),
        *([] if person.portrait is None else [_portrait(person)]),
        *(_slides(material) for material in materials),
        *([_no_slides()] if contributor.without_slides and not materials else []),
        *([] if contributor.technical_needs is None else [_stage(contributor)]),
        _availability(times),
        _travel(contributor),
        *([_consents(contributor)] if consented else []),
    ]


def _texts(contributor: Contributor, person: Person) -> Iterator[Line]:
    endpoint = "website.speaking_texts"
    if person.function:
        organisation = person.organisation
        called = organisation.called(i18n.language()) if organisation else ""
        note = ", ".join(part for part in (i18n.render(person.function), called) if part)
        yield Line(_("Function"), note, endpoint)
    written = person.biography.as_dict()
    for code in LANGUAGES:
        if length := len(written.get(code, "")):
            note = ngettext("one character", "%(num)s characters", length)
            yield Line(biography_in(code), note, endpoint)
        elif code in contributor.translate_into and written:
            yield Line(biography_in(code), _("The team translates your text"), endpoint)


def _portrait(person: Person) -> Line:
    described = i18n.render(person.portrait_alt)
    note = described or _("Without an image description")
    return Line(_("Portrait"), note, "website.speaking_portrait")


def _slides(material: Material) -> Line:
    newest = material.newest
    facts = {
        "kind": ENDINGS[newest.file.content_type].upper(),
        "number": newest.number,
        "day": i18n.format_date(newest.uploaded_at),
    }
    notes = {
        Visibility.EVERYBODY: _("%(kind)s, version %(number)s, %(day)s; public", **facts),
        Visibility.AFTER_SESSION: _(
            "%(kind)s, version %(number)s, %(day)s; public after the session", **facts
        ),
        Visibility.INTERNAL: _("%(kind)s, version %(number)s, %(day)s; internal", **facts),
    }
    title = i18n.render(material.called)
    return Line(title, notes[material.visibility], "website.speaking_files")


def _no_slides() -> Line:
    return Line(_("Slides"), _("You do not show any"), "website.speaking_files")


def _stage(contributor: Contributor) -> Line:
    note = _shortened(contributor.technical_needs or "") or _("You need nothing in particular")
    return Line(_("On stage"), note, "website.speaking_stage")


def _availability(times: Sequence[TimeRange]) -> Line:
    spans = "; ".join(i18n.format_range(*pair, in_tables=True) for pair in times)
    note = spans or _("Present throughout the event")
    return Line(_("Availability"), note, "website.speaking_availability")


def _travel(contributor: Contributor) -> Line:
    note = _shortened(contributor.travel) or (
        _("Stated") if contributor.access_needs else _("Nothing stated yet")
    )
    return Line(_("Travel and access"), note, "website.speaking_travel")


def _consents(contributor: Contributor) -> Line:
    words = {True: _("yes"), False: _("no"), None: _("no answer")}
    note = _(
        "Recording: %(recording)s, photographs: %(photographs)s",
        recording=words[contributor.recording],
        photographs=words[contributor.photographs],
    )
    return Line(_("Recording and photographs"), note, "website.speaking_consents")


LONGEST_NOTE = 80


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NOTE else f"{line[:LONGEST_NOTE].rstrip()}…"
