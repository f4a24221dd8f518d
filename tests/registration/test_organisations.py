"""Limits, contingents and scopes know an organisation in every spelling."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from eventapp.people.models import HostLevel
from eventapp.registration.models import Contingent, Registration, State
from eventapp.registration.services.organisations import recognise
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_category, make_event
from tests.factories.people import make_host, make_organisation
from tests.factories.registrations import make_registration

DGE = "Direction générale des entreprises, ministère de l’Économie"


@pytest.mark.parametrize("in_directory", [True, False])
@pytest.mark.parametrize(
    "spellings",
    [
        ("Acme", "acme", "ACME "),
        ("Silicon Saxony e. V.", "silicon saxony e.v.", "Silicon Saxony"),
        ("Ökotec GmbH", "ÖKOTEC GMBH", "OEKOTEC GmbH"),
    ],
)
def test_most_places_per_organisation_hold_in_the_directory_or_not(
    session: Session, spellings: tuple[str, ...], *, in_directory: bool
) -> None:
    event = make_event(session)
    category = make_category(session, event, per_organisation=1)
    if in_directory:
        make_organisation(session, event, spellings[0])

    states = [
        make_registration(session, event, category, f"P{number}", organisation=name).state
        for number, name in enumerate(spellings)
    ]

    assert states == [State.CONFIRMED, State.WAITING, State.WAITING]


def test_people_without_an_organisation_are_no_colleagues(session: Session) -> None:
    event = make_event(session)
    category = make_category(session, event, per_organisation=1)

    states = [
        make_registration(session, event, category, f"P{number}", organisation=name).state
        for number, name in enumerate(("", "", "privat", "Privat", "-"))
    ]

    assert states == [State.CONFIRMED] * 5


def test_an_organisations_contingent_is_open_to_all_its_names(session: Session) -> None:
    event = make_event(session, places=5)
    category = make_category(session, event)
    dge = make_organisation(session, event, DGE, other_names=("DGE",))
    kept = Contingent(event=event, name="DGE", places=4, organisation=dge, per_organisation=3)
    session.add(kept)
    session.flush()
    names = (DGE.replace("’", "'"), DGE.upper(), "dge", "DGE", "Acme")

    registrations = [
        make_registration(session, event, category, f"P{number}", organisation=name)
        for number, name in enumerate(names)
    ]

    assert [registration.contingent_id for registration in registrations] == [kept.id] * 3 + [
        None
    ] * 2
    assert [registration.state for registration in registrations][:4] == [State.CONFIRMED] * 4
    assert registrations[-1].state is State.WAITING


def test_a_representative_sees_who_registered_before_the_co_host_was_named(
    app: Flask, session: Session
) -> None:
    event = make_event(session)
    category = make_category(session, event)
    for number, name in enumerate((DGE.replace("’", "'"), "dge", DGE.upper(), "Acme")):
        make_registration(session, event, category, f"Person{number}", organisation=name)
    dge = make_organisation(session, event, DGE, other_names=("DGE",))
    make_host(session, event, dge, level=HostLevel.COHOST, position=0)
    recognise(session, event)
    representative = make_member(session, event, Role.COHOST, organisation_id=dge.id)

    text = (
        sign_in(session, app.test_client(), representative).get("/spring/manage/registrations").text
    )

    assert [name in text for name in ("Person0", "Person1", "Person2", "Person3")] == [
        True,
        True,
        True,
        False,
    ]


def test_limits_count_who_was_recognised_later_together_with_who_comes_now(
    session: Session,
) -> None:
    event = make_event(session)
    category = make_category(session, event, per_organisation=2)
    make_registration(session, event, category, "Ada", organisation="acme")
    make_organisation(session, event, "ACME")
    recognise(session, event)

    registrations = [
        make_registration(session, event, category, name, organisation="Acme")
        for name in ("Bob", "Cem")
    ]

    assert [registration.state for registration in registrations] == [
        State.CONFIRMED,
        State.WAITING,
    ]
    session.expire_all()
    assert None not in set(session.scalars(select(Registration.organisation_id)))
