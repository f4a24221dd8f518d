"""What the database itself holds of a material: a session's or a desk's, and how each is given."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.orm import Translated
from eventapp.speakers.models import Material, Visibility
from tests.factories.agenda import make_session
from tests.factories.events import make_event
from tests.factories.people import make_desk, make_person
from tests.factories.speakers import make_material


@pytest.mark.parametrize("fault", ["nobody's", "both's", "with a speaker", "after a session"])
def test_the_database_refuses_what_belongs_to_nobody_or_both_or_would_wait_for_a_session(
    session: Session, tmp_path: Path, fault: str
) -> None:
    event = make_event(session)
    material = make_material(session, tmp_path, make_desk(session, event, Translated.same("A")))
    values: dict[str, dict[str, Any]] = {
        "nobody's": {"desk_id": None},
        "both's": {"session_id": make_session(session, event).id},
        "with a speaker": {"person_id": make_person(session, event, family_name="L").id},
        "after a session": {"visibility": Visibility.AFTER_SESSION},
    }

    with pytest.raises(IntegrityError):
        session.execute(update(Material).where(Material.id == material.id).values(**values[fault]))
