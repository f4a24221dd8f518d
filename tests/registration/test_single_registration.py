"""Refusals about one registration: over for ever, or only not now."""

import pytest

from eventapp.errors import Conflict, Expired, NotFound, Refusal
from eventapp.registration.errors import single_registration


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (single_registration.NoSuchRegistration(), NotFound),
        (single_registration.LinkRevoked(), Expired),
        (single_registration.RegistrationErased(), Expired),
        (single_registration.WrongState(), Conflict),
        (single_registration.NotHoldingAPlace(), Conflict),
    ],
)
def test_a_link_that_is_over_is_told_from_an_act_that_is_not_possible_now(
    refusal: Refusal, kind: type[Refusal]
) -> None:
    assert isinstance(refusal, kind)


def test_only_a_link_that_was_replaced_names_a_way_to_the_new_one() -> None:
    assert "registration form" in str(single_registration.LinkRevoked().sentence)
    assert "registration form" not in str(single_registration.RegistrationErased().sentence)
