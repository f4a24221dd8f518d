"""Refusals are sentences that a page shows."""

from eventapp import i18n
from eventapp.podium.errors import NothingToPrint, PaperIsGone


def test_refusals_are_said_in_the_readers_language() -> None:
    with i18n.speaking("de", "Europe/Berlin"):
        said = [i18n.render(refusal().sentence) for refusal in (NothingToPrint, PaperIsGone)]

    assert said[0].startswith("Es gibt nichts zu drucken")
    assert said[1].startswith("Diese Datei")
