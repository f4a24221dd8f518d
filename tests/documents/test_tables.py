"""Tables of any usual encoding and separator are read; what is none is refused."""

import pytest

from eventapp.documents import tables

ROWS = [["Name", "Ort"], ["Müller", "Köln"]]


@pytest.mark.parametrize("separator", ",;\t")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_and_separators_are_read(separator: str, encoding: str) -> None:
    text = "\r\n".join(separator.join(row) for row in ROWS)

    assert tables.read(text.encode(encoding)) == ROWS


def test_the_guard_before_a_formula_is_taken_off() -> None:
    assert tables.read(b"a,b\n'=1,'x\n")[1] == ["=1", "'x"]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\x00\x01" * 20, b"x" * 10_000_001])
def test_what_is_no_table_or_too_large_is_refused(content: bytes) -> None:
    with pytest.raises(tables.BadTable):
        tables.read(content)


def test_more_rows_than_a_directory_has_are_refused() -> None:
    with pytest.raises(tables.BadTable):
        tables.read(b"a\n" * (tables.MOST_ROWS + 1))


def test_what_nobody_sees_and_what_turns_a_line_round_is_taken_off() -> None:
    filling = "x" * 2000
    content = f"a;b\n{filling};\n\u202eA\x00da\u200b; L\x1b[31mo\x07ve\n".encode()

    assert tables.read(content)[2] == ["Ada", "L[31move"]
