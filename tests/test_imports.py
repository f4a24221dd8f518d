"""Libraries are loaded without what they load only where there is some."""

import sys

import pytest

from eventapp.imports import without


def test_hidden_packages_cannot_be_imported_and_are_there_again_afterwards() -> None:
    import json  # noqa: PLC0415  (any package that is loaded)

    with without("csv", "json"), pytest.raises(ImportError):
        import json  # noqa: PLC0415  (while it is hidden)

    assert sys.modules["json"] is json


def test_what_was_not_loaded_is_unknown_again_afterwards() -> None:
    with without("no_such_package_at_all"):
        pass

    assert "no_such_package_at_all" not in sys.modules
