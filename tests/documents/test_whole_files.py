"""A file is written whole or not at all, and what is no plain file is never replaced."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventapp.documents import whole_files


def test_what_breaks_off_leaves_the_file_of_before_and_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"before")

    def portions() -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left") as raised:
        whole_files.write(target, portions())

    assert raised.value.filename == str(target)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_and_leads_to_the_new_document(tmp_path: Path) -> None:
    target, link = tmp_path / "list.csv", tmp_path / "latest.csv"
    target.write_bytes(b"before")
    link.symlink_to(target)

    whole_files.write(link, b"after")

    assert link.is_symlink()
    assert target.read_bytes() == b"after"


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()

    whole_files.write(pipe, [b"one ", b"two"])

    reader.join(10)
    assert read == [b"one two"]
    assert pipe.is_fifo()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "list.csv"

    with pytest.raises(FileNotFoundError) as raised:
        whole_files.write(target, b"x")

    assert raised.value.filename == str(target)
