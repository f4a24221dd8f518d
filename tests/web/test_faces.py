"""Faces register themselves: each views module is found, and its pages have addresses."""

import pkgutil
from importlib import import_module

import pytest
from flask import Flask

from eventapp import backoffice, website
from eventapp.web.faces import register


@pytest.mark.parametrize("face", [website, backoffice], ids=["website", "backoffice"])
def test_every_views_module_of_a_face_has_pages_that_are_registered(face: object) -> None:
    app = Flask("bare")
    app.url_map.converters["event"] = app.url_map.converters["string"]
    register(app, face)  # type: ignore[arg-type]

    served = {view.__module__ for view in app.view_functions.values()}
    name, path = face.__name__, face.__path__  # type: ignore[attr-defined]
    names = [row.name for row in pkgutil.walk_packages(path, f"{name}.")]
    pages = {
        module_name
        for module_name in names
        if "views" in module_name.split(".") and hasattr(import_module(module_name), "bp")
    }

    assert len(pages) > 10
    assert pages <= served
