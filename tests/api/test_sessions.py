"""Sessions for programs: kept in the draft by version; what is released stands apart."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import TokenScope
from eventapp.agenda import services
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.journal.services import SYSTEM
from tests.factories.accounts import make_token
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person

BASE = "/api/v1/events/spring"
LIST = f"{BASE}/sessions"
NINE, TEN, ELEVEN = (f"2027-04-15T{hour:02}:00:00+02:00" for hour in (9, 10, 11))


def make(client: FlaskClient, token: dict[str, str], many: str, **body: Any) -> Any:
    """Return what was added."""
    made = client.post(f"{BASE}/{many}", json=body, headers=token)
    assert made.status_code == 201, made.get_json()
    return made


def change(client: FlaskClient, token: dict[str, str], made: Any, **body: Any) -> Any:
    """Return the answer to a change of the version that was answered before."""
    path = f"{LIST}/{made.get_json()['id']}"
    return client.patch(path, json=body, headers={**token, "If-Match": made.headers["ETag"]})


def release(session: Session, event: Event) -> None:
    """Show the draft to the public."""
    services.release(session, event, name="", by=SYSTEM, now=NOON)
    session.commit()


def test_session_is_added_with_room_track_people_and_slot_and_read_again(
    client: FlaskClient, token: dict[str, str]
) -> None:
    room = make(client, token, "rooms", name={"de": "Saal"}).get_json()["id"]
    track = make(client, token, "tracks", name={"de": "Bau"}).get_json()["id"]
    people = [
        {"person": make(client, token, "people", family_name=name).get_json()["id"], "part": part}
        for name, part in (("Curie", "moderator"), ("Abel", "speaker"))
    ]
    body = {
        "title": {"de": "Wärme", "fr": "Chaleur"},
        "abstract": {"en": "About heat.\nTwice."},
        "kind": "panel",
        "room": room,
        "track": track,
        "people": people,
        "starts_at": NINE,
        "ends_at": "2027-04-15T08:00:00Z",
        "languages": ["de", "fr"],
        "interpretation": ["de-en"],
        "restricted": True,
    }

    made = make(client, token, "sessions", **body)
    read = client.get(f"{LIST}/{made.get_json()['id']}", headers=token)

    assert read.get_json() == made.get_json()
    assert read.headers["ETag"] == made.headers["ETag"]
    parts = [{"state": "confirmed", "internal": False, "announced": False, "organisation": None,
             "function": {}, **part} for part in people]  # fmt: skip
    expected = {**body, "people": parts, "ends_at": TEN, "released": None}
    assert made.get_json().items() >= expected.items()
    assert client.get(LIST, headers=token).get_json() == {"items": [read.get_json()], "next": None}


def test_draft_and_released_stand_apart(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    room = make(client, token, "rooms", name={"de": "Saal"}).get_json()["id"]
    who = make(client, token, "people", given_name="Eve", family_name="Curie").get_json()["id"]
    made = make(
        client,
        token,
        "sessions",
        title={"de": "Wärme"},
        room=room,
        starts_at=NINE,
        ends_at=TEN,
        people=[{"person": who, "part": "speaker"}],
    )
    release(session, event)

    moved = change(client, token, made, starts_at=TEN, title={"de": "Kälte"}, room=None)
    shown = moved.get_json()["released"]

    assert moved.status_code == 200
    draft = [moved.get_json()[name] for name in ("title", "starts_at", "ends_at", "room")]
    assert draft == [{"de": "Kälte"}, TEN, ELEVEN, None]
    values = [shown[name] for name in ("title", "starts_at", "ends_at", "cancelled")]
    assert values == [{"de": "Wärme"}, NINE, TEN, False]
    assert {**shown["room"], "id": room, "name": {"de": "Saal"}, "place": {}} == shown["room"]
    part = {"part": "speaker", "organisation": "", "function": {}}
    assert shown["people"] == [{"person": who, "name": "Eve Curie", **part}]

    release(session, event)
    after = client.get(f"{LIST}/{made.get_json()['id']}", headers=token)
    assert after.get_json()["released"]["title"] == {"de": "Kälte"}
    assert after.headers["ETag"] == moved.headers["ETag"]


def test_moved_session_keeps_its_length_and_one_without_a_beginning_has_no_end(
    client: FlaskClient, token: dict[str, str]
) -> None:
    made = make(client, token, "sessions", title={"de": "A"}, starts_at=NINE, ends_at=TEN)

    moved = change(client, token, made, starts_at=TEN)
    open_end = change(client, token, moved, ends_at=None)
    back = change(client, token, open_end, starts_at=None)

    assert [moved.get_json()[name] for name in ("starts_at", "ends_at")] == [TEN, ELEVEN]
    assert [open_end.get_json()[name] for name in ("starts_at", "ends_at")] == [TEN, None]
    assert [back.get_json()[name] for name in ("starts_at", "ends_at")] == [None, None]


def test_change_of_people_alone_is_another_version(
    client: FlaskClient, token: dict[str, str]
) -> None:
    who = make(client, token, "people", family_name="Curie").get_json()["id"]
    made = make(client, token, "sessions", title={"de": "A"})

    added = change(client, token, made, people=[{"person": who, "part": "moderator"}])
    stale = change(client, token, made, people=[])
    gone = change(client, token, added, people=[])

    assert added.headers["ETag"] != made.headers["ETag"]
    assert (added.status_code, stale.status_code) == (200, 412)
    assert (gone.status_code, gone.get_json()["people"]) == (200, [])


def test_session_the_public_has_seen_is_cancelled_not_deleted(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    made = make(client, token, "sessions", title={"de": "A"}, starts_at=NINE)
    path = f"{LIST}/{made.get_json()['id']}"
    release(session, event)

    stays = client.delete(path, headers={**token, "If-Match": made.headers["ETag"]})
    off = change(client, token, made, cancelled=True)
    still = change(client, token, off, cancelled=True)
    on = change(client, token, still, cancelled=False)

    assert (stays.status_code, stays.content_type) == (409, "application/problem+json")
    cancelled = [answer.get_json()["cancelled"] for answer in (off, still, on)]
    assert cancelled == [True, True, False]
    deeds = session.scalars(select(Entry.action).where(Entry.actor_kind == "token")).all()
    assert [deed for deed in deeds if deed.startswith("session-")] == [
        "session-cancelled",
        "session-restored",
    ]


def test_session_nobody_has_seen_is_deleted_with_its_version(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    who = make(client, token, "people", family_name="Curie").get_json()["id"]
    made = make(
        client, token, "sessions", title={"de": "A"}, people=[{"person": who, "part": "opening"}]
    )
    path = f"{LIST}/{made.get_json()['id']}"

    answers = [
        client.delete(path, headers=token),
        client.delete(path, headers={**token, "If-Match": '"99"'}),
        client.delete(path, headers={**token, "If-Match": made.headers["ETag"]}),
        client.get(path, headers=token),
    ]

    assert [response.status_code for response in answers] == [428, 412, 204, 404]
    assert session.scalars(select(AgendaSession)).all() == []


def test_session_is_added_once_under_its_key(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    keyed = {**token, "Idempotency-Key": "k"}

    made = [client.post(LIST, json={"title": {"de": "A"}}, headers=keyed) for _ in range(2)]

    assert [response.status_code for response in made] == [201, 201]
    assert made[0].get_json() == made[1].get_json()
    assert len(session.scalars(select(AgendaSession)).all()) == 1


def test_change_names_its_version_and_an_empty_one_changes_nothing(
    client: FlaskClient, token: dict[str, str]
) -> None:
    made = make(client, token, "sessions", title={"de": "A", "fr": "B"}, kind="break")
    path = f"{LIST}/{made.get_json()['id']}"

    missing = client.patch(path, json={"kind": "talk"}, headers=token)
    stale = client.patch(path, json={"kind": "talk"}, headers={**token, "If-Match": '"99"'})
    nothing = change(client, token, made)

    assert [response.status_code for response in (missing, stale, nothing)] == [428, 412, 200]
    assert (nothing.get_json(), nothing.headers["ETag"]) == (made.get_json(), made.headers["ETag"])


PERSON = {"person": "nobody", "part": "speaker"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": {"de": " "}}, "title"),
        ({"title": {"it": "A"}}, "title.it"),
        ({"title": "A"}, "title"),
        ({"kind": "concert"}, "kind"),
        ({"room": "nowhere"}, "room"),
        ({"room": 7}, "room"),
        ({"track": "nothing"}, "track"),
        ({"people": [PERSON]}, "people[0].person"),
        ({"people": [{"person": "x"}]}, "people[0].part"),
        ({"people": [PERSON, PERSON]}, "people[1].person"),
        ({"people": [{**PERSON, "name": "x"}]}, "people[0].name"),
        ({"people": [{**PERSON, "part": "singer"}]}, "people[0].part"),
        ({"people": [{**PERSON, "person": str(n)} for n in range(101)]}, "people"),
        ({"languages": ["de", "de"]}, "languages[1]"),
        ({"languages": ["it"]}, "languages[0]"),
        ({"languages": "de"}, "languages"),
        ({"starts_at": "2027-04-15T09:00:00"}, "starts_at"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, "starts_at"),
        ({"starts_at": "9999-12-31T23:59:59-12:00"}, "starts_at"),
        ({"starts_at": 1800000000}, "starts_at"),
        ({"starts_at": NINE, "ends_at": NINE}, "ends_at"),
        ({"starts_at": TEN, "ends_at": NINE}, "ends_at"),
        ({"starts_at": None, "ends_at": NINE}, "starts_at"),
        ({"abstract": {"de": "x" * 5001}}, "abstract.de"),
        ({"number": 9}, "number"),
        ({"version": 9}, "version"),
        ({"released": True}, "released"),
        ({"guid": "x"}, "guid"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_changed(
    client: FlaskClient, token: dict[str, str], body: Any, field: str
) -> None:
    made = make(client, token, "sessions", title={"de": "A"}, starts_at=NINE, ends_at=TEN)
    new = client.post(LIST, json={"title": {"de": "B"}, **body}, headers=token)
    changed = change(client, token, made, **body)

    for refused in (new, changed):
        pair = (refused.status_code, refused.content_type, list(refused.get_json()["errors"]))
        assert pair == (422, "application/problem+json", [field])
    assert client.get(LIST, headers=token).get_json()["items"] == [made.get_json()]


def test_session_takes_rooms_and_people_of_its_own_event_alone(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    other = make_event(session, slug="other")
    stranger = make_person(session, other, family_name="Stranger")
    theirs = {"Authorization": f"Bearer {make_token(session, other)}", "If-Match": "*"}
    session.commit()
    made = make(client, token, "sessions", title={"de": "A"})
    away = f"/api/v1/events/other/sessions/{made.get_json()['id']}"

    foreign = change(
        client, token, made, people=[{"person": stranger.public_id, "part": "speaker"}]
    )
    answers = [
        client.get(away, headers=theirs),
        client.patch(away, json={"title": {"de": "B"}}, headers=theirs),
        client.delete(away, headers=theirs),
        client.get(LIST, headers=theirs),
    ]

    assert (foreign.status_code, list(foreign.get_json()["errors"])) == (422, ["people[0].person"])
    assert [response.status_code for response in answers] == [404, 404, 404, 404]


def test_reading_token_changes_nothing(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    value = make_token(session, event, TokenScope.READ)
    reading = {"Authorization": f"Bearer {value}", "If-Match": "*"}
    made = make(client, token, "sessions", title={"de": "A"})
    path = f"{LIST}/{made.get_json()['id']}"

    answers = [
        client.post(LIST, json={"title": {"de": "B"}}, headers=reading),
        client.patch(path, json={"title": {"de": "B"}}, headers=reading),
        client.delete(path, headers=reading),
    ]

    assert [response.status_code for response in answers] == [403, 403, 403]
    assert client.get(path, headers=reading).get_json() == made.get_json()
