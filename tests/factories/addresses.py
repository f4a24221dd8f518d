"""Where pages are, for what is written without an application."""

from eventapp.addresses import Addresses, Page

ADDRESSES = Addresses(
    "https://example.org",
    {
        Page.EVENT: "/{event}/",
        Page.PROGRAMME: "/{event}/agenda",
        Page.SESSION: "/{event}/agenda/{item_id}",
        Page.SPEAKER: "/{event}/speakers/{person_id}",
        Page.MEDIA: "/media/{public_id}",
        Page.SIGN_IN_LINK: "/sign-in/link/{token}",
    },
)
