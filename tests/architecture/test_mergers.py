"""Whoever refers to a person or organisation says what a merger of two of them makes of it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa

from eventapp.orm import Base
from eventapp.people.models import Organisation, Person
from eventapp.workflows.merging import links_to


class Merged(StrEnum):
    """What becomes of rows that refer to the record that goes."""

    MOVED = "they refer to the one that stays; both may have any number"
    UNITED = "of two that are alike one is made, and what either says is kept"
    ASKED = "both may not have one: the merger is refused, and says which is in its way"
    OWN = "the change of the record that stays holds both parts"


FATES: Mapping[type[Any], Mapping[str, Merged]] = {
    Person: {
        "availability.person_id": Merged.OWN,
        "contributor.person_id": Merged.UNITED,
        "desk_expert.person_id": Merged.UNITED,
        "former_id.person_id": Merged.MOVED,
        "material.person_id": Merged.MOVED,
        "registration.person_id": Merged.ASKED,
        "session_role.person_id": Merged.UNITED,
        "substitution.former_id": Merged.MOVED,
        "substitution.successor_id": Merged.MOVED,
    },
    Organisation: {
        "api_token.organisation_id": Merged.MOVED,
        "journal_entry.organisation_id": Merged.MOVED,
        "contingent.organisation_id": Merged.MOVED,
        "desk.organisation_id": Merged.MOVED,
        "email.organisation_id": Merged.MOVED,
        "former_id.organisation_id": Merged.MOVED,
        "host.organisation_id": Merged.ASKED,
        "hosted_session.organisation_id": Merged.MOVED,
        "invitation.delegation_id": Merged.MOVED,
        "membership.organisation_id": Merged.MOVED,
        "organisation_name.organisation_id": Merged.OWN,
        "person.organisation_id": Merged.MOVED,
        "registration.delegation_id": Merged.MOVED,
        "registration.organisation_id": Merged.MOVED,
        "session_role.organisation_id": Merged.MOVED,
    },
}


def referring(model: type[Any]) -> set[str]:
    """Return every column that refers to records of a model."""
    own = (
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table is model.__table__ for key in column.foreign_keys)
    )
    return {f"{column.table.name}.{column.name}" for column in (*own, *links_to(model))}


def alone(column: sa.Column[Any]) -> bool:
    """Say whether a record can have only so many rows that refer to it by this column."""
    keys = [index.columns for index in column.table.indexes if index.unique]
    keys += [key.columns for key in column.table.constraints if _is_unique(key)]  # type: ignore[attr-defined]
    return any(column.name in key for key in keys)


def _is_unique(constraint: sa.Constraint) -> bool:
    return isinstance(constraint, sa.UniqueConstraint | sa.PrimaryKeyConstraint)


@pytest.mark.parametrize("model", [Person, Organisation])
def test_each_column_that_refers_to_a_record_has_its_fate(model: type[Any]) -> None:
    assert referring(model) == set(FATES[model])


@pytest.mark.parametrize("model", [Person, Organisation])
def test_what_there_is_once_is_united_or_asked_about(model: type[Any]) -> None:
    for column in links_to(model):
        fate = FATES[model][f"{column.table.name}.{column.name}"]
        assert fate is not Merged.MOVED or not alone(column), column
