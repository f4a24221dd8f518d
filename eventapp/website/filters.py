"""Which sessions and people of the programme an address asks for. Pure."""

from collections.abc import Collection

from werkzeug.datastructures import MultiDict

from eventapp.agenda.cast import CastMember
from eventapp.agenda.items import Item
from eventapp.text_search import name_key, search_words

FILTERS = ("l", "i", "a", "q", "room", "track", "kind")
"""What an address may say of which sessions are wanted: languages, with interpretation, reached
without a step, words, room, track, kind."""
PEOPLE_FILTERS = ("q", "l", "organisation", "part")
"""The same of people: words, a language they speak, whom they come from, what they do."""
LONGEST_SEARCH = 100


def keeps(asked: MultiDict[str, str], item: Item) -> bool:
    """Say whether filters and search keep an item.

    Breaks are for everybody; they stand aside where one place, track or word is looked for.
    """
    kind, room, track = (asked.get(name, "") for name in ("kind", "room", "track"))
    typed = search_words(asked.get("q", "")[:LONGEST_SEARCH])
    if kind and item.kind != kind:
        return False
    if item.is_pause:
        return not (room or track or typed)
    spoken = asked.getlist("l")
    return (
        item.holds(typed)
        and (not track or item.track_key == track)
        and (not room or any(place.id == room for place in item.rooms))
        and (not spoken or not set(spoken).isdisjoint(item.languages))
        and ("i" not in asked or bool(item.interpretation))
        and ("a" not in asked or item.is_accessible)
    )


def keeps_person(
    asked: MultiDict[str, str], member: CastMember, languages: Collection[str]
) -> bool:
    """Say whether filters and search keep a contributor who speaks these languages."""
    part, organisation, spoken = (asked.get(name, "") for name in ("part", "organisation", "l"))
    return (
        member.holds(search_words(asked.get("q", "")[:LONGEST_SEARCH]))
        and (not part or part in member.parts)
        and (not spoken or spoken in languages)
        and (not organisation or organisation in map(name_key, member.organisations))
    )
