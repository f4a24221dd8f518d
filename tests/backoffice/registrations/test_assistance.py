"""Help for one person: what they see, the link once more, a sheet of paper, the badge again."""

import re

import pypdfium2
import zxingcpp
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges.models import Badge, PrintRun
from eventapp.events.models import Role
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.registration.models import Registration
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration


def press(client: FlaskClient, reference: str, act: str) -> tuple[int, bytes]:
    """Press one of the helper's buttons; return status and body."""
    path = f"/spring/manage/registrations/{reference}"
    text = client.get(path).get_data(as_text=True)
    match = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
    assert match is not None
    answer = client.post(f"{path}/{act}", data={"csrf_token": match[1]})
    return answer.status_code, answer.get_data()


def deeds(session: Session) -> set[tuple[str, str]]:
    """Return what was written down, and who did it."""
    session.rollback()
    return {(entry.action, entry.actor_kind) for entry in session.scalars(select(Entry))}


def test_a_helper_sees_the_participants_page_on_which_nothing_acts(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    category.colleagues = 2
    reference = make_registration(session, event, category, "Ada").reference
    sign_in(session, client, make_member(session, event, Role.DESK))

    status, content = press(client, reference, "look")
    html = content.decode()

    assert status == 200
    assert "pass-code" in html
    assert "<form" not in html
    assert 'href="/spring/my' not in html
    assert ("page-looked-at", "user") in deeds(session)


def test_the_sheet_of_paper_holds_name_and_the_code_the_door_reads(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    reference = make_registration(session, event, category, "Łukasz", language="fr").reference
    sign_in(session, client, make_member(session, event))

    status, content = press(client, reference, "ticket")

    assert status == 200
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    assert "Ada Łukasz" in document[0].get_textpage().get_text_bounded()
    assert "entrée" in document[0].get_textpage().get_text_bounded()
    picture = document[0].render(scale=3).to_pil()
    token = session.scalars(select(Badge)).one().token
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [token]
    assert ("ticket-printed", "user") in deeds(session)


def test_the_help_desk_prints_one_badge_again_on_the_paper_of_the_last_run(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    reference = make_registration(session, event, category, "Łukasz").reference
    make_registration(session, event, category, "Ada")
    sign_in(session, client, make_member(session, event, Role.DESK))
    shown = client.get(f"/spring/manage/registrations/{reference}").get_data(as_text=True)
    assert f'action="/spring/manage/registrations/{reference}/badge"' in shown

    sizes, names = [], []
    for _again in range(2):
        status, content = press(client, reference, "badge")
        assert status == 200
        document = pypdfium2.PdfDocument(content)
        names.append(document[0].get_textpage().get_text_bounded().count("Łukasz"))
        sizes += [round(page.get_width() / 72 * 25.4) for page in document]
        run = session.scalars(select(PrintRun).order_by(PrintRun.id.desc())).first()
        assert run is not None
        assert run.badges == 1
        run.layout = "a6x4"
        session.commit()

    assert names == [1, 1]
    assert sizes == [105, 210]
    printed = select(Registration.reference).join(Badge).where(Badge.printed_at.is_not(None))
    assert session.scalars(printed).all() == [reference]


def test_a_door_helper_prints_no_badge(session: Session, client: FlaskClient) -> None:
    event, category = make_event_with_category(session)
    reference = make_registration(session, event, category, "Ada").reference
    sign_in(session, client, make_member(session, event, Role.GATE))

    assert client.post(f"/spring/manage/registrations/{reference}/badge").status_code in {400, 403}
    assert session.scalars(select(PrintRun)).all() == []


def test_the_link_is_sent_once_more(session: Session, client: FlaskClient) -> None:
    event, category = make_event_with_category(session)
    reference = make_registration(session, event, category, "Ada").reference
    sign_in(session, client, make_member(session, event, Role.DESK))

    assert press(client, reference, "link")[0] == 303

    kinds = [email.kind for email in session.scalars(select(Email).order_by(Email.id))]
    assert kinds == ["ConfirmedEmail", "LinkEmail"]
    assert ("link-sent", "user") in deeds(session)
