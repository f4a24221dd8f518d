"""What is missing of a contributor, as lines of their own page, each with the page for it."""

from collections.abc import Iterator, Sequence

from eventapp.agenda.models import BEHIND_THE_SCENES, SessionPart
from eventapp.i18n import gettext as _
from eventapp.languages import LANGUAGES
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor, Material
from eventapp.speakers.queries.own_parts import OwnPart
from eventapp.website.speaking_lines import Line, biography_in

TEXTS = "website.speaking_texts"


def missing_lines(
    contributor: Contributor,
    person: Person,
    own: Sequence[OwnPart],
    materials: Sequence[Material],
) -> list[Line]:
    """Return what is missing, in words: of whom the public reads, and who stands on the stage."""
    on_stage = {part.role.part for part in own} - BEHIND_THE_SCENES
    if not on_stage:
        return []
    public = any(not part.role.internal for part in own)
    shows = SessionPart.SPEAKER in on_stage and not contributor.without_slides and not materials
    return [
        *(_published(contributor, person) if public else ()),
        *([_slides()] if shows else []),
        *([] if contributor.technical_needs is not None else [_stage()]),
        *([_consent()] if None in (contributor.recording, contributor.photographs) else []),
    ]


def _published(contributor: Contributor, person: Person) -> Iterator[Line]:
    """Yield what the programme would like to show."""
    if person.portrait is None:
        note = _("For the programme and the screen in the room")
        yield Line(_("Portrait"), note, "website.speaking_portrait")
    if not person.function:
        yield Line(_("Function"), _("As it stands in the programme"), TEXTS)
    written = person.biography.as_dict()
    for code in LANGUAGES:
        if not written.get(code) and not (written and code in contributor.translate_into):
            yield Line(biography_in(code), _("Or the team translates your text"), TEXTS)


def _slides() -> Line:
    note = _("PDF, PowerPoint or OpenDocument; or none")
    return Line(_("Slides"), note, "website.speaking_files")


def _stage() -> Line:
    return Line(
        _("On stage"), _("Computer, microphone, sound; or nothing"), "website.speaking_stage"
    )


def _consent() -> Line:
    note = _("Two answers, yes or no")
    return Line(_("Recording and photographs"), note, "website.speaking_consents")
