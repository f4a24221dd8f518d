"""Which connections are the doors', and how one goes from a process to the other."""

import socket

import pytest

from eventapp.web.handover import MOST_UNDECIDED, Part, for_doors, pair


@pytest.mark.parametrize(
    ("head", "doors"),
    [
        (b"POST /door/v1/scan HTTP/1.1\r\n", True), (b"GET /door HTTP/1.1\r\n", True),
        (b"GET /door?x=1 HTTP/1.1\r\n", True), (b"\r\nGET /door/ ", True),
        (b"GET /doors HTTP/1.1\r\n", False), (b"GET /spring/door HTTP/1.1\r\n", False),
        (b"GET /?/door HTTP/1.1\r\n", False), (b"\n", None), (b"GET /doo", None), (b"", None),
        (b"x" * (MOST_UNDECIDED + 1), False),
    ],
)  # fmt: skip
def test_a_request_is_the_doors_by_its_path_alone(head: bytes, *, doors: bool | None) -> None:
    assert for_doors(head) is doors


def test_a_connection_goes_over_with_what_was_read_until_the_other_side_is_gone() -> None:
    ours, theirs = pair()
    connection, other = socket.socketpair()
    with connection, other, ours:
        part = Part(doors=False, other=ours)
        with theirs:
            assert part.hand_over(connection, b"GET /door ")
            read, files, _flags, _address = socket.recv_fds(theirs, 1000, 1)
            with socket.socket(fileno=files[0]) as taken:
                taken.sendall(b"hello")
        assert (read, other.recv(10)) == (b"GET /door ", b"hello")
        assert not part.hand_over(connection, b"GET /door ")
