"""Databases from before: their organisations get names, their registrations are matched anew."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from eventapp.extensions import db
from eventapp.people.models import HostLevel, Organisation, OrganisationName
from eventapp.registration.models import Registration
from eventapp.text_search import name_key
from tests.factories.events import make_event_with_category
from tests.factories.people import make_host, make_organisation
from tests.factories.registrations import make_registration

BEFORE = "3c9d51f0a7e2"
DGE = "Direction générale des entreprises, ministère de l’Économie (DGE)"
TYPED = (DGE.upper(), "dge", "ÖKOTEC GMBH", "Acme", "privat")


def test_organisations_made_twice_stay_and_the_one_in_use_is_found(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    make_organisation(session, event, DGE)
    used = make_organisation(session, event, "Ökotec GmbH")
    make_host(session, event, used, level=HostLevel.HOST, position=0)
    for number, name in enumerate(TYPED):
        make_registration(session, event, category, f"P{number}", organisation=name)
    columns = select(Organisation).where(Organisation.id == used.id)
    row = {c.key: getattr(session.scalars(columns).one(), c.key) for c in Organisation.__table__.c}
    twin = {**row, "id": 999, "name": "ökotec gmbh", "public_id": "twin"}
    session.execute(insert(Organisation).values(**twin))
    session.execute(
        update(Registration).values(organisation_id=None, organisation_key="stale", version=5)
    )
    session.commit()

    with app.app_context():
        db.engine.dispose()
        downgrade(revision=BEFORE)
        with db.engine.connect() as connection:
            assert "organisation_name" not in db.inspect(connection).get_table_names()
        upgrade()

    held = select(Registration.organisation_id, Registration.organisation_key)
    rows = session.execute(held.order_by(Registration.id))
    dge = session.scalar(select(Organisation.id).where(Organisation.name == DGE))
    assert [tuple(row) for row in rows] == [
        (dge, name_key(DGE)),
        (dge, "dge"),
        (used.id, "oekotecgmbh"),
        (None, "acme"),
        (None, ""),
    ]
    names = select(OrganisationName.organisation_id, OrganisationName.is_full)
    twins = session.execute(names.where(OrganisationName.key == "oekotecgmbh"))
    assert sorted(tuple(row) for row in twins) == [(used.id, True), (999, False)]
