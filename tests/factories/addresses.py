"""Where pages are, for what is written without an application."""

from eventapp.addresses import Addresses

ADDRESSES = Addresses(
    "https://example.org",
    event_path="/{event}/",
    programme_path="/{event}/agenda",
    session_path="/{event}/agenda/{item_id}",
    media_path="/media/{public_id}",
)
