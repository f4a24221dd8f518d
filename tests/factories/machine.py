"""What some tests need of the machine: a database server, a browser."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, Playwright

STRICT = os.environ.get("EVENTAPP_TEST_STRICT") == "1"


CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)


BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--renderer-process-limit=1",  # none is held ready for a page that nobody opens
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def missing(what: str) -> None:
    """Skip what this machine cannot run, and say so; in strict mode that is a failure."""
    if STRICT:
        pytest.fail(f"{what} (EVENTAPP_TEST_STRICT=1)")
    pytest.skip(what)


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Return a real Chromium with these flags beside the usual ones."""
    if CHROMIUM is None:
        missing("no Chromium or Chrome is installed")
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*BROWSER_FLAGS, *flags])
