"""Which language a reader gets."""

import pytest

from eventapp.web.readers import negotiate


@pytest.mark.parametrize(
    ("wishes", "accepted", "expected"),
    [
        (("fr", "de"), (), "fr"),
        (("../../", None), ("en",), "en"),
        ((None,), ("de-AT", "en"), "de"),
        ((None,), ("fr-CA",), "fr"),
        ((None,), ("pl",), "de"),
    ],
)
def test_the_first_wish_counts_then_the_browser(
    wishes: tuple[str | None, ...], accepted: tuple[str, ...], expected: str
) -> None:
    """An address, a cookie, an account, then Accept-Language, then the first of ours."""
    assert negotiate(*wishes, accepted=accepted) == expected
