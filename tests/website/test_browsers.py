"""A browser by the name that people know it by."""

import pytest

from eventapp.website.browsers import named


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 OPR/105", "Opera, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.0) Firefox/121.0", "Firefox, macOS"),
        ("curl/8.5.0", "curl"),
        ("x" * 500, "x" * 40),
        ("", "–"),
    ],
)
def test_a_browser_is_named_and_an_unknown_one_by_its_first_word(line: str, name: str) -> None:
    assert named(line) == name
