"""The library of the queues is loaded without what other kinds of queues would load."""

import psycopg
import pytest

from eventapp.jobs import queues


def test_a_queue_in_postgresql_gets_its_driver_when_it_is_made() -> None:
    with pytest.raises(psycopg.OperationalError):  # found and used: nobody answers there
        queues.on_postgresql("timed", "postgresql://nobody@127.0.0.1:1/nowhere")
