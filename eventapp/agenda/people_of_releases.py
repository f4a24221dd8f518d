"""The people of a stored release as they may be shown now: some hidden, some merged. Pure."""

from collections.abc import Collection, Mapping, Sequence

from eventapp.agenda.stored import StoredPart, StoredPerson, StoredRelease


def without_people(stored: StoredRelease, hidden: Collection[str]) -> StoredRelease:
    """Return a stored programme without these persons, told by their public ids."""
    if not any(person["id"] in hidden for person in stored["people"]):
        return stored
    return {
        **stored,
        "people": [person for person in stored["people"] if person["id"] not in hidden],
        "sessions": [
            {
                **session,
                "parts": [part for part in session["parts"] if part["person"] not in hidden],
            }
            for session in stored["sessions"]
        ],
    }


def with_merged(stored: StoredRelease, moved: Mapping[str, str]) -> StoredRelease:
    """Return a stored programme in which persons are known by what they were merged into."""
    people = {person["id"]: person for person in stored["people"]}
    if people.keys().isdisjoint(moved):
        return stored
    names: dict[str, StoredPerson] = {}
    for key, person in people.items():
        now = moved.get(key, key)
        names.setdefault(now, {**people.get(now, person), "id": now})
    return {
        **stored,
        "people": list(names.values()),
        "sessions": [
            {**session, "parts": _merged_parts(session["parts"], moved)}
            for session in stored["sessions"]
        ],
    }


def _merged_parts(parts: Sequence[StoredPart], moved: Mapping[str, str]) -> list[StoredPart]:
    merged: list[StoredPart] = []
    for part in parts:
        now: StoredPart = {**part, "person": moved.get(part["person"], part["person"])}
        if now not in merged:
            merged.append(now)
    return merged


def without_portraits(stored: StoredRelease, hidden: Collection[str]) -> StoredRelease:
    """Return a stored programme without these portraits, told by their public ids."""
    people = stored["people"]
    if not any(person.get("portrait") in hidden for person in people):
        return stored
    plain = [
        {**person, "portrait": "", "portrait_alt": {}}
        if person.get("portrait") in hidden
        else person
        for person in people
    ]
    return {**stored, "people": plain}  # type: ignore[typeddict-item]  # spread of a TypedDict


def with_part_of(
    stored: StoredRelease,
    guid: str,
    gone: tuple[str, str],
    part: StoredPart | None,
    *,
    person: StoredPerson | None,
    place: int,
) -> StoredRelease:
    """Return a stored programme in which one part of one session is another person's.

    `gone` is the public id and the part of who leaves; `part` None: nobody is named instead. Where
    who leaves is not named, the new part stands at that `place`.
    """
    sessions = [
        {**session, "parts": _replaced(session["parts"], gone, part, place)}
        if session["guid"] == guid
        else {**session}
        for session in stored["sessions"]
    ]
    used = {each["person"] for session in sessions for each in session["parts"]}  # type: ignore[attr-defined]
    people = {each["id"]: each for each in stored["people"]}
    if person is not None:
        people[person["id"]] = person
    return {
        **stored,
        "sessions": sessions,  # type: ignore[typeddict-item]  # spread of a TypedDict
        "people": [each for key, each in people.items() if key in used],
    }


def _replaced(
    parts: Sequence[StoredPart], gone: tuple[str, str], part: StoredPart | None, place: int
) -> list[StoredPart]:
    new = [part] if part is not None and part not in parts else []
    for number, each in enumerate(parts):
        if (each["person"], each["part"]) == gone:
            return [*parts[:number], *new, *parts[number + 1 :]]
    return [*parts[:place], *new, *parts[place:]]
