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
