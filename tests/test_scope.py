"""A scope sees everything only where it names no organisations; naming none sees nobody."""

from eventapp.scope import Scope


def test_a_representative_of_no_organisation_does_not_see_everything() -> None:
    assert Scope(1).everything
    assert not Scope(1, frozenset()).everything
    assert not Scope(1, frozenset([7])).everything
