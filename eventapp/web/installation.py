"""What this installation is, for faces that hand it down: features are told, they never ask."""

from flask import current_app

from eventapp.addresses import Addresses
from eventapp.settings import Settings


def settings() -> Settings:
    """Return what its operator chose."""
    kept: Settings = current_app.config["EVENTAPP"]
    return kept


def addresses() -> Addresses:
    """Return where the public pages are."""
    kept: Addresses = current_app.extensions["addresses"]
    return kept
