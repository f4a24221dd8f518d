"""Saving in the back office: what a form holds, and which version a button showed."""

from flask import request

from eventapp.forms.saving import saved

__all__ = ["saved", "version_seen"]


def version_seen() -> int | None:
    """Return the version of the record that the pressed button showed; None where that is lost."""
    version = request.form.get("version", "")
    return int(version) if version.isascii() and version.isdecimal() else None
