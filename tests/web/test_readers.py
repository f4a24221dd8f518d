"""In which language a reader is answered."""

import pytest

from eventapp.web.readers import negotiate


@pytest.mark.parametrize(
    ("wishes", "accepted", "language"),
    [
        (("fr", "de"), ["en"], "fr"),
        (("nl", None, "en"), ["fr"], "en"),
        ((), ["nl", "fr-CA", "en"], "fr"),
        ((), ["de-AT"], "de"),
        ((), ["nl", "xx-"], "en"),
        ((None, ""), [], "en"),
    ],
)
def test_the_first_wish_that_is_ours_then_the_browsers_then_the_events(
    wishes: tuple[str | None, ...], accepted: list[str], language: str
) -> None:
    assert negotiate(*wishes, accepted=accepted, default="en") == language
