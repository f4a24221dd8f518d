"""Which sessions of the programme an address asks for. Pure."""

from werkzeug.datastructures import MultiDict

from eventapp.agenda.items import Item
from eventapp.text_search import search_words

FILTERS = ("l", "i", "a", "q", "room", "track", "kind")
"""What an address may say of which sessions are wanted: languages, with interpretation, reached
without a step, words, room, track, kind."""
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
