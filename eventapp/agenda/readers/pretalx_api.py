"""pretalx's REST API: pages of submissions with their slots, as `/api/events/EVENT/submissions/`.

Source: docs.pretalx.org/api. Up to 2024 a talk has one `slot`; since then `slots`, which are whole
objects only where the address asks for `?expand=slots,slots.room,speakers,track`.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from eventapp.agenda.readers import build, wall_clock
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import SessionRow, Somebody, Timetable
from eventapp.errors import Sentence

LONGEST_MINUTES = 10_000


def submissions_of(content: Any) -> list[Mapping[str, Any]]:
    """Return the submissions of a page or of a bare list; empty: it is none of pretalx's."""
    listed = content.get("results") if isinstance(content, Mapping) else content
    submissions = (
        [entry for entry in listed if isinstance(entry, Mapping)]
        if isinstance(listed, list)
        else []
    )
    return [
        entry for entry in submissions if "code" in entry and ("slot" in entry or "slots" in entry)
    ]


def read(content: Any, context: Context) -> Timetable:
    """Return the timetable of one page; say so when there are more."""
    timetable = Timetable()
    for talk in submissions_of(content):
        _add(timetable, talk, context)
    if isinstance(content, Mapping) and content.get("next"):
        timetable.note(
            "next", Sentence("This is one page of several; the following ones are not included.")
        )
    return timetable


def _name(value: Any) -> str:
    """Return a name that is a text, a text by language, or an object with either."""
    if isinstance(value, Mapping) and "name" in value:
        return build.text(value["name"])
    return build.text(value)


def _add(timetable: Timetable, talk: Mapping[str, Any], context: Context) -> None:
    title, code = build.text(talk.get("title")), build.text(talk.get("code"))
    where = f"{code}: {title[:60]}"
    slot = _slot(talk)
    typed = build.text(slot.get("start"))
    starts = wall_clock.moment(typed, context.zone)
    build.named_time(timetable, typed, starts, where=where)
    if not slot and talk.get("slots"):
        timetable.not_read(
            where,
            Sentence(
                "The slot is only a number. Please export with expand=slots,slots.room,speakers."
            ),
            "slots",
        )
    minutes = talk.get("duration")
    lasts = None
    if isinstance(minutes, int) and 0 < minutes < LONGEST_MINUTES:
        lasts = timedelta(minutes=minutes)
    build.add(
        timetable,
        SessionRow(
            key=code,
            title=title,
            abstract=build.text(talk.get("abstract")),
            description=build.text(talk.get("description")),
            kind=_name(talk.get("submission_type")),
            track=_name(talk.get("track")),
            language=build.text(talk.get("content_locale")),
            room=_name(slot.get("room")),
            starts_at=starts,
            ends_at=wall_clock.moment(build.text(slot.get("end")), context.zone)
            or (starts + lasts if starts and lasts else None),
            people=tuple(_people(talk)),
            state=build.text(talk.get("state")),
            silent=frozenset({"subtitle"}),
        ),
        where=where,
    )


def _slot(talk: Mapping[str, Any]) -> Mapping[str, Any]:
    slots = talk.get("slots")
    first = slots[0] if isinstance(slots, list) and slots else talk.get("slot")
    return first if isinstance(first, Mapping) else {}


def _people(talk: Mapping[str, Any]) -> Iterator[Somebody]:
    for speaker in talk.get("speakers") or ():
        if isinstance(speaker, Mapping):
            yield Somebody(
                name=build.text(speaker.get("name")),
                key=build.text(speaker.get("code")),
                biography=build.text(speaker.get("biography")),
            )
