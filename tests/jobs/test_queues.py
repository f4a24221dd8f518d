"""The library of the queues is loaded without what other kinds of queues would load."""

import sys

import pytest

from eventapp.jobs.queues import _hidden


def test_a_hidden_package_cannot_be_imported_and_is_there_again_afterwards() -> None:
    import json  # noqa: PLC0415  (any package that is loaded)

    with _hidden("json"), pytest.raises(ImportError):
        import json  # noqa: PLC0415  (while it is hidden)

    assert sys.modules["json"] is json


def test_what_was_not_loaded_is_unknown_again_afterwards() -> None:
    with _hidden("no_such_package_at_all"):
        pass

    assert "no_such_package_at_all" not in sys.modules
