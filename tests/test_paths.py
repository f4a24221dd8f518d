"""Shipped files are found beside the package in a checkout, and inside an installed wheel."""

from pathlib import Path

import pytest

from eventapp import paths


def test_in_a_checkout_they_lie_beside_the_package() -> None:
    assert paths.resource("templates") == paths.CHECKOUT / "templates"
    assert paths.in_checkout()


def test_in_a_wheel_they_lie_inside_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(paths, "CHECKOUT", tmp_path)

    assert not paths.in_checkout()
    assert paths.resource("templates") == paths.PACKAGE / "_bundle" / "templates"
