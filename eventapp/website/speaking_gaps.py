"""What is missing of a contributor, as lines of their own page, each with the page for it."""

from collections.abc import Iterable, Iterator

from eventapp.i18n import gettext as _
from eventapp.speakers.open_points import Point, PointKind
from eventapp.website.speaking_lines import Line, biography_in


def missing_lines(points: Iterable[Point]) -> list[Line]:
    """Return what is missing, in words; what the organisers have to do is left out."""
    return [line for point in points for line in _missing(point)]


def _missing(point: Point) -> Iterator[Line]:
    texts = "website.speaking_texts"
    if point.kind is PointKind.ANSWER:
        note = _("Yes or no, with a reason if you like")
        yield Line(_("Your answer to the invitation"), note, "website.answer_invitation")
    elif point.kind is PointKind.POSITION:
        yield Line(_("Function"), _("As it stands in the programme"), texts)
    elif point.kind is PointKind.BIOGRAPHY:
        for code in point.languages:
            yield Line(biography_in(code), _("Or the team translates your text"), texts)
    elif point.kind is PointKind.PORTRAIT:
        note = _("For the programme and the screen in the room")
        yield Line(_("Portrait"), note, "website.speaking_portrait")
    elif point.kind is PointKind.CONSENT:
        note = _("Two answers, yes or no")
        yield Line(_("Recording and photographs"), note, "website.speaking_consents")
    elif point.kind is PointKind.TECHNOLOGY:
        note = _("Computer, microphone, sound; or nothing")
        yield Line(_("On stage"), note, "website.speaking_stage")
    elif point.kind is PointKind.SLIDES:
        note = _("PDF, PowerPoint or OpenDocument; or none")
        yield Line(_("Slides"), note, "website.speaking_files")
