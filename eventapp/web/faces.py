"""Faces register themselves: each module below a face that holds views is found, none listed."""

import pkgutil
from importlib import import_module
from types import ModuleType

from flask import Flask


def register(app: Flask, face: ModuleType) -> None:
    """Import each `views` module of a face, then hang its `blueprint.bp` on the application.

    A new page is one new file: there is no list in which it could be forgotten.
    """
    for module in pkgutil.walk_packages(face.__path__, f"{face.__name__}."):
        if "views" in module.name.split("."):
            import_module(module.name)
    app.register_blueprint(import_module(f"{face.__name__}.blueprint").bp)
