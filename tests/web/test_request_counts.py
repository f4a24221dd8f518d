"""Requests are counted by this process, or by all that serve together."""

import os

import pytest
from prometheus_client import values

from eventapp.web import request_counts


def test_alone_a_process_tells_its_own_numbers() -> None:
    assert request_counts.COUNTED_IN not in os.environ
    assert request_counts.everybodys() is request_counts.REGISTRY


def test_together_they_count_in_a_folder_that_goes_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    monkeypatch.setenv(request_counts.COUNTED_IN, "")  # what is set meanwhile is taken back
    with request_counts.counted_together():
        folder = os.environ[request_counts.COUNTED_IN]
        assert os.path.isdir(folder)  # noqa: PTH112  (a name from the environment)
        assert request_counts.everybodys() is not request_counts.REGISTRY

    assert not os.path.isdir(folder)  # noqa: PTH112  (likewise)
