"""Kinds of records: those of the programme have addresses of their own, open to its editors."""

from eventapp.forms.kinds import KINDS
from eventapp.forms.kinds.kind import endpoint_of


def test_what_the_programme_is_made_of_has_addresses_of_its_own() -> None:
    assert endpoint_of("add", of_programme=True) != endpoint_of("add", of_programme=False)
    assert KINDS["rooms"].page("add") == "backoffice.programme_add"
    assert KINDS["rooms"].can_rest
    assert not KINDS["tracks"].can_rest
