"""Ports that are given to nobody else meanwhile."""

import socket

import pytest

from eventapp.bench.ports import LOWEST, NUMBER, free_port


def test_ports_are_free_different_and_below_those_of_connections_that_go_out() -> None:
    given = [free_port() for _ in range(20)]

    assert len(set(given)) == 20
    assert all(LOWEST <= port < LOWEST + NUMBER <= 32_768 for port in given)
    for port in given:
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", port))


def test_who_asks_keeps_the_number_from_whoever_asks_next() -> None:
    port = free_port()

    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other,
        pytest.raises(OSError, match="in use"),
    ):
        other.bind(("127.0.0.1", port))
