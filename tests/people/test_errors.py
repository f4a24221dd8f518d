"""Refusals of the directory: each at the field where it is mended."""

import pytest

from eventapp.errors import Refusal
from eventapp.people import errors


@pytest.mark.parametrize(
    ("refusal", "field", "said"),
    [
        (errors.HostAlready(), "organisation", "already in the list of hosts"),
        (errors.OrganisationAlready("BioM"), "name", "BioM"),
        (errors.RepresentativeElsewhere(), "email", "another host"),
        (errors.RepresentsAlready(), "email", "this host"),
    ],
)
def test_a_refusal_stands_where_it_is_mended_and_names_what_is_there(
    refusal: Refusal, field: str, said: str
) -> None:
    assert refusal.field == field
    assert said in str(refusal.sentence)
