"""How templates are laid out."""

from eventapp.paths import CHECKOUT

LONGEST = 160
"""Characters of a line that a reader and a comparison of versions still take in."""


def test_no_line_of_a_template_is_too_long_to_read() -> None:
    long = [
        f"{path.relative_to(CHECKOUT)}:{number}: {len(line)} characters"
        for path in sorted((CHECKOUT / "templates").rglob("*.*"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]

    assert long == []
