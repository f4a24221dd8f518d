"""What feeds say of the event and of files."""

from typing import Any

import pytest

from eventapp.addresses import Addresses
from eventapp.agenda.feed_facts import About, Attachment


def about(slug: str, **more: Any) -> About:
    """Return what feeds say of an event with that slug."""
    addresses = Addresses("https://example.org", {})
    return About(slug, "Spring", "Europe/Berlin", addresses, "en", "1", **more)


@pytest.mark.parametrize(("slug", "acronym"), [("spring-2027", "spring_2027"), ("ab", "ab_event")])
def test_acronym_is_what_both_schemas_allow(slug: str, acronym: str) -> None:
    assert about(slug).acronym == acronym


def test_files_belong_to_sessions_and_are_none_by_themselves() -> None:
    files = {"x": [Attachment("Slides", "https://example.org/media/a", "application/pdf", 9)]}

    assert about("spring").files == {}
    assert about("spring", files=files).files["x"][0].title == "Slides"
