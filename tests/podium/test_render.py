"""Papers read back from their PDFs: who stands on them, in which words, on how many pages."""

import pytest
from sqlalchemy.orm import Session

from eventapp.podium import queries
from eventapp.podium.papers import Paper
from eventapp.podium.render import document_of
from tests.factories.events import NOON, make_event
from tests.factories.podium import everything, make_panel, texts_of

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
