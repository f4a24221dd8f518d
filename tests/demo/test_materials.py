"""The demo's slides are documents like any other, public in each of the three ways."""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.demo.materials import LEAFLETS, load_leaflets, load_materials, slides
from eventapp.media.documents import PDF, kind_of
from eventapp.orm import Translated
from eventapp.speakers.models import Material, Visibility
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


def test_slides_are_read_back_with_the_name() -> None:
    made = slides("Martineau (x)")

    assert kind_of(made) == PDF
    (page,) = PdfDocument(made)
    assert "Martineau x" in page.get_textpage().get_text_range()


def test_confirmed_speakers_have_given_slides_and_others_none(
    session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    for name, state in (("Ada", ContributorState.CONFIRMED), ("Eve", ContributorState.INVITED)):
        make_contributor(session, event, family_name=name, state=state)

    load_materials(session, event, tmp_path / "media", now=NOON)

    (material,) = session.scalars(select(Material)).all()
    assert (material.newest.file.name, material.visibility) == ("Ada.pdf", Visibility.EVERYBODY)
    assert len(list((tmp_path / "media").iterdir())) == 1


def test_desks_hand_out_leaflets_and_keep_a_list_to_themselves(
    session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    for position, name in enumerate("ABC"):
        make_desk(session, event, Translated.same(name), position=position)

    load_leaflets(session, event, tmp_path / "media", now=NOON)

    materials = session.scalars(select(Material).order_by(Material.id)).all()
    assert [material.newest.file.name for material in materials] == [row[1] for row in LEAFLETS]
    internal = [material for material in materials if material.visibility is Visibility.INTERNAL]
    assert len(internal) == 1
