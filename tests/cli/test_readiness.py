"""Why a command does not begin: each state of a database says what to do."""

import pytest

from eventapp.cli.readiness import CURRENT, HINDRANCES, MADE_OR_UPGRADED
from eventapp.schema import SchemaState


def test_every_state_that_hinders_has_words_and_only_safe_ones_are_brought_up() -> None:
    assert set(HINDRANCES) == set(SchemaState) - CURRENT
    assert {SchemaState.EMPTY, SchemaState.BEHIND} == MADE_OR_UPGRADED


@pytest.mark.parametrize("state", [SchemaState.UNKNOWN, SchemaState.FOREIGN])
def test_where_data_may_be_lost_no_migration_is_advised(state: SchemaState) -> None:
    assert "db upgrade" not in HINDRANCES[state]
    assert "Nothing was done" in HINDRANCES[state]
