"""What this installation is, for faces that hand it down: features are told, they never ask."""

from flask import current_app

from eventapp.addresses import Addresses


def addresses() -> Addresses:
    """Return where the public pages are."""
    kept: Addresses = current_app.extensions["addresses"]
    return kept
