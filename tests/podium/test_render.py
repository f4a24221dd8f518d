"""Papers read back from their PDFs: who stands on them, in which words, on how many pages."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from sqlalchemy.orm import Session

from eventapp.documents import pdf
from eventapp.events.models import Event
from eventapp.podium import queries
from eventapp.podium.drawings import POINTS_PER_MM
from eventapp.podium.papers import Paper
from eventapp.podium.render import document_of
from tests.agenda.test_booklet import tags
from tests.factories.events import NOON, make_event, make_event_with_category
from tests.factories.podium import everything, make_panel, texts_of
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_every_paper_says_what_it_is_for(session: Session) -> None:
    event = make_event(session)
    event.contact_phone = "+49 30 310078"
    make_panel(session, event)
    session.commit()
    pages = {
        paper: texts_of(
            document_of(
                event,
                queries.read(session, event, everything(paper), now=NOON),
                everything(paper),
            )
        )
        for paper in Paper
    }

    tents = pages[Paper.NAME_TENTS]
    assert len(tents) == 5  # three who agreed, an open place, the moderator; one has not answered
    assert tents[0].count("Weihmann") == 2
    assert "Platz 1 von links" in tents[0]
    assert len(pages[Paper.SEAT_CARDS]) == 2
    assert "Réservé" in pages[Paper.SEAT_CARDS][0]
    assert "Bo" in pages[Paper.SEAT_CARDS][0]
    day, sign = pages[Paper.DOOR_SIGNS]
    assert all(title in day + sign for title in ("Cluster im Vergleich", "Les clusters comparés"))
    sheet = "".join(pages[Paper.MODERATION])
    for text in ("Aussprache: WAI-mann", "N. N.", "Wer bleibt außen vor?", "Begrüßung", "310078"):
        assert text in sheet
    assert "Bonjour et bienvenue" in sheet
    assert "so noch nicht veröffentlicht" in sheet
    contacts = "".join(pages[Paper.CONTACTS])
    assert "Stiebitz" in contacts
    assert "+49 30 1" in contacts


def test_ten_people_take_a_second_page_whose_head_repeats_the_title(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    panel.session.questions = panel.session.questions.same("\n".join(["Warum?"] * 40))
    session.commit()
    selection = everything(Paper.MODERATION)

    first, second, *_more = texts_of(
        document_of(event, queries.read(session, event, selection, now=NOON), selection)
    )

    assert first.count("Cluster im Vergleich") == 1
    assert "Cluster im Vergleich" in second


def test_nothing_is_laid_out_where_there_is_nobody(session: Session) -> None:
    event = make_event(session)
    session.commit()

    for paper in Paper:
        read = queries.read(session, event, everything(paper), now=NOON)
        assert document_of(event, read, everything(paper)) is None


def test_a_sheet_speaks_the_moderators_own_language_and_counts_receivers(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    panel = make_panel(session, event)
    panel.moderator.languages = ["fr"]
    for name in ("Ada", "Bob"):
        make_registration(session, event, category, name).language = "fr"
    session.commit()
    texts = {}
    for own in (True, False):
        selection = everything(Paper.MODERATION, own_language=own)
        read = queries.read(session, event, selection, now=NOON)
        texts[own] = " ".join("".join(texts_of(document_of(event, read, selection))).split())

    assert "Les clusters comparés" in texts[True]
    assert "prononciation : WAI-mann" in texts[True].replace("\u00a0", " ")
    assert "Cluster im Vergleich" in texts[False]
    assert "2 Empfänger für Französisch" in texts[False]


@pytest.mark.parametrize("paper", Paper)
def test_every_paper_is_tagged_titled_and_in_its_language(session: Session, paper: Paper) -> None:
    event = make_event(session)
    make_panel(session, event)
    session.commit()
    content = pdf.render(laid(session, event, paper))

    document = pypdfium2.PdfDocument(content)
    assert pdfium.FPDFCatalog_IsTagged(document.raw)
    assert document.get_metadata_dict()["Title"].startswith(TITLES[paper])
    assert language_of(document) == "de"
    kinds = tags(content)
    assert "H1" in kinds
    if paper in (Paper.MODERATION, Paper.CONTACTS):
        assert {"Table", "TR", "TH", "TD"} <= set(kinds)


TITLES = {
    Paper.NAME_TENTS: "Tischaufsteller",
    Paper.SEAT_CARDS: "Karten für reservierte Plätze",
    Paper.DOOR_SIGNS: "Türschilder",
    Paper.MODERATION: "Blätter für die Moderation",
    Paper.CONTACTS: "Kontaktliste",
}


def test_capitals_on_both_sides_of_a_tent_are_high_enough_for_four_metres(
    session: Session,
) -> None:
    event = make_event(session)
    make_panel(session, event)
    session.commit()
    page = pypdfium2.PdfDocument(pdf.render(laid(session, event, Paper.NAME_TENTS)))[0]
    text = page.get_textpage()
    capitals = [
        number
        for number in range(text.count_chars())
        if text.get_text_range(number, len("Weihmann")) == "Weihmann"
    ]
    boxes = [text.get_charbox(number) for number in capitals]

    heights = [(top - bottom) / POINTS_PER_MM for _left, bottom, _right, top in boxes]
    middles = [(top + bottom) / 2 for _left, bottom, _right, top in boxes]
    assert len(heights) == 2
    assert min(heights) >= 14  # millimetres: DIN 1450 at poor light, see `podium.halves`
    assert min(middles) < page.get_height() / 2 < max(middles)


def laid(session: Session, event: Event, paper: Paper) -> pdf.Document:
    """Return what is rendered of a paper."""
    selection = everything(paper)
    made = document_of(event, queries.read(session, event, selection, now=NOON), selection)
    assert made is not None
    return made


def language_of(document: pypdfium2.PdfDocument) -> str:
    """Return the language that a document's catalogue names."""
    buffer = (ctypes.c_ushort * 50)()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, 50)
    return bytes(buffer).decode("utf-16-le").partition("\0")[0]
