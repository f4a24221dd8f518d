"""B14: two contributors, and two who propose; each opens nothing that is the other's, by no id.

Asked of every route there is: one with a new kind of number fails until both have it here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.mail.links import make_token
from eventapp.media.purposes import FilePurpose
from eventapp.media.reading import ReadFile
from eventapp.orm import Translated
from eventapp.people.services import PersonChange, change_person
from eventapp.speakers.models import SpeakingLink
from eventapp.speakers.queries.proposals import files_of
from eventapp.speakers.services.own_details import OwnDetailsChange, change_details
from eventapp.speakers.services.proposal_files import add_file
from eventapp.web.access import Audience
from tests.factories.agenda import make_session
from tests.factories.events import NOON
from tests.factories.forms import forms_of
from tests.factories.pictures import make_file, picture
from tests.factories.proposals import make_call, make_proposal
from tests.factories.routes import UNSAFE, addresses, views, whole_database
from tests.factories.speakers import make_contributor, make_material

pytestmark = pytest.mark.on_sqlite
SPEAKING, PROPOSE = "/<event:event>/speaking", "/<event:event>/propose/<token>"
CHOSEN = {"select", "radio", "checkbox"}
KNOWN = {"event", "public_id", "number", "token"}
TWICE_AS_ONCE = {"website.delete_proposal_file"}
"""What says that a file is gone whether or not there was one."""


@dataclass(slots=True)
class Side:
    """One of the two: the browser, and the values of addresses that are theirs."""

    client: FlaskClient
    speaking: dict[str, object]
    proposing: dict[str, object]
    session_id: str
    words: tuple[str, ...]
    """What a page of another one's would hold if it showed anything of theirs."""

    def values(self, rule: Rule) -> dict[str, object]:
        """Return their values for a rule's address."""
        return self.speaking if rule.rule.startswith(SPEAKING) else self.proposing


def make_side(app: Flask, session: Session, event: Event, folder: Path, name: str) -> Side:
    """Return somebody with a part, slides and a portrait, who proposes something besides."""
    item = make_session(session, event, title=f"Punkt-{name}")
    email = f"{name}@example.org".lower()
    contributor = make_contributor(
        session, event, state=ContributorState.ACCEPTED, item=item,
        family_name=f"Person-{name}", email=email,
    )  # fmt: skip
    portrait = make_file(session, folder, event, content=picture())
    change = replace(
        PersonChange.of(contributor.person),
        biography=Translated(de=f"Leben-{name}"), portrait=portrait,
    )  # fmt: skip
    change_person(session, contributor.person, change, by=SYSTEM, now=NOON)
    details = OwnDetailsChange(travel=f"Reise-{name}", technical_needs=f"Pult-{name}")
    change_details(session, contributor, details, by=SYSTEM, now=NOON)
    title = Translated.same(f"Folien-{name}")
    slides = make_material(session, folder, item, contributor.person, title=title)
    proposal = make_proposal(session, event, f"Idee-{name}", email=email, remark=f"Wort-{name}")
    read = ReadFile(
        FilePurpose.MATERIAL, f"Blatt-{name}.pdf", "application/pdf", b"%PDF", b"", None
    )
    add_file(session, event, proposal, read, folder, now=NOON)
    (paper,) = files_of(session, proposal)
    session.commit()
    key, who = app.config["SECRET_KEY"], contributor.person.public_id
    client = app.test_client()
    link = make_token(key, SpeakingLink.SPEAKER.value, who)
    client.set_cookie("speaking", link)
    words = ("Person", "Leben", "Reise", "Pult", "Folien", "Idee", "Wort", "Blatt")
    return Side(
        client,
        {"event": "spring", "public_id": slides.public_id, "number": 1, "token": link},
        {
            "event": "spring",
            "public_id": paper.file.public_id,
            "token": make_token(key, "proposal", proposal.public_id),
        },
        item.public_id,
        tuple(f"{word}-{name}" for word in words),
    )


@pytest.fixture
def sides(app: Flask, session: Session, event: Event, tmp_path: Path) -> list[Side]:
    """Return two who know nothing of each other."""
    app.config["WTF_CSRF_ENABLED"] = False
    make_call(session, event)
    return [make_side(app, session, event, tmp_path / "media", name) for name in ("Elbe", "Loire")]


def own_routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every route of somebody with a part, or with the link of a proposal."""
    for rule, method, admission in views(app):
        if admission.audience is Audience.SPEAKER or rule.rule.startswith(PROPOSE):
            yield rule, method


def test_every_route_is_asked_with_numbers_that_both_have(app: Flask, sides: list[Side]) -> None:
    assert sides
    unknown = {str(rule) for rule, _method in own_routes(app) if rule.arguments - KNOWN}
    outside = {
        str(rule)
        for rule, _method in own_routes(app)
        if not rule.rule.startswith((SPEAKING, PROPOSE))
    }

    assert (unknown, outside) == (set(), set())


@pytest.mark.parametrize("mine", [0, 1])
def test_numbers_of_the_other_open_nothing_and_change_nothing(
    app: Flask, sides: list[Side], mine: int
) -> None:
    own, other = sides[mine], sides[1 - mine]
    before, wrong, asked = whole_database(app), [], 0
    for rule, method in own_routes(app):
        if "public_id" not in rule.arguments:
            continue
        foreign = {**own.values(rule), "public_id": other.values(rule)["public_id"]}
        for address in addresses(rule, foreign):
            asked += 1
            status = own.client.open(address, method=method).status_code
            gone = 303 if rule.endpoint in TWICE_AS_ONCE else 404
            if status != gone:
                wrong.append(f"{method} {address}: {status}")

    assert (wrong, asked) == ([], 5)
    assert whole_database(app) == before


@pytest.mark.parametrize("mine", [0, 1])
def test_every_page_shows_the_own_alone_and_the_own_is_there(
    app: Flask, sides: list[Side], mine: int
) -> None:
    own, other = sides[mine], sides[1 - mine]
    text = ""
    for rule, method in own_routes(app):
        if method != "GET":
            continue
        for address in addresses(rule, own.values(rule)):
            answer = own.client.get(address)
            assert answer.status_code == 200, address
            page = answer.get_data().decode(errors="replace")
            assert [word for word in (*other.words, other.session_id) if word in page] == [], (
                address
            )
            text += page

    assert [word for word in own.words if word not in text] == []


@pytest.mark.parametrize("mine", [0, 1])
def test_ids_of_the_other_in_a_form_are_refused(app: Flask, sides: list[Side], mine: int) -> None:
    """Whatever a form offers to choose is sent back as something of the other's."""
    own, other = sides[mine], sides[1 - mine]
    foreign = (other.session_id, other.speaking["public_id"], other.proposing["public_id"])
    before, wrong, asked = whole_database(app), [], 0
    for rule, method in own_routes(app):
        if method not in UNSAFE or "GET" not in (rule.methods or ()):
            continue
        for address in addresses(rule, own.values(rule)):
            for form in forms_of(own.client.get(address).get_data(as_text=True)):
                sent = form.filled("2027-05-05T10:00")
                for control in form.controls:
                    is_choice = control.kind in CHOSEN and control.value != "y"
                    for value in foreign if is_choice else ():
                        asked += 1
                        answer = own.client.post(address, data={**sent, control.name: value})
                        if answer.status_code != 422:
                            wrong.append((address, control.name, answer.status_code))

    assert wrong == []
    assert asked > 10
    assert whole_database(app) == before
