"""What may be typed for a command: types of arguments that say at once what is wrong with them."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from eventapp.text_search import clean_line

YEARS = range(1970, 2200)
"""Years an event may lie in: others are slips of the keyboard."""


class Target(click.Path):
    """A file to write: refused before any work when it can never be written."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, writable=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path, if its folder is there and takes files."""
        path = Path(str(super().convert(value, param, ctx)))
        folder = path.absolute().parent
        if not folder.is_dir():
            self.fail(f"there is no folder {folder}.", param, ctx)
        if not os.access(folder, os.W_OK):
            self.fail(f"the folder {folder} takes no files from you.", param, ctx)
        return path


class Line(click.ParamType[str]):
    """One line of text: cleaned as the forms clean it, never empty, never longer than it may be."""

    name = "text"

    def __init__(self, most: int) -> None:
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as it is stored."""
        line = clean_line(str(value))
        if not line:
            self.fail("some text is wanted.", param, ctx)
        if len(line) > self.most:
            self.fail(f"at most {self.most} characters are wanted, not {len(line)}.", param, ctx)
        return line


class Moment(click.DateTime):
    """A day, or a day and time, by the clock of the event's place."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment, without a zone."""
        moment: datetime = super().convert(value, param, ctx)
        if moment.year not in YEARS:
            self.fail(f"a year from {YEARS[0]} to {YEARS[-1]} is wanted.", param, ctx)
        return moment


class Zone(click.ParamType[ZoneInfo]):
    """A time zone by its IANA name."""

    name = "zone"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> ZoneInfo:
        """Return the zone of that name."""
        try:
            return ZoneInfo(str(value))
        except (OSError, ValueError, LookupError):
            self.fail(f"{value!r} is no time zone; one is Europe/Berlin.", param, ctx)
