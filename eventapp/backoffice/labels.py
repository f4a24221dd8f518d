"""Words for what is stored as keys: deeds of the journal, states, reasons."""

from flask import Flask

from eventapp import i18n
from eventapp.composition import mailing
from eventapp.errors import Sentence
from eventapp.forms.kinds import KINDS
from eventapp.journal.models import Entry
from eventapp.mail.models import EmailState, WithheldFor
from eventapp.registration.models import Skipped, State, StillComing
from eventapp.registration.services.bulk import Stayed

DEEDS = {
    "registered": Sentence("registered"),
    "confirmed": Sentence("confirmed"),
    "promoted": Sentence("got a place from the waiting list"),
    "cancelled": Sentence("cancelled"),
    "declined": Sentence("declined"),
    "changed": Sentence("details changed"),
    "moved": Sentence("moved to another category"),
    "contributor-replaced": Sentence("contributor replaced"),
    "replacement-undone": Sentence("replacement of a contributor undone"),
    "admitted": Sentence("got the place of a contributor"),
    "part-ended": Sentence("no longer a contributor"),
    "signed-in": Sentence("signed in"),
    "password-set": Sentence("password set"),
    "link-asked": Sentence("requested a sign-in link"),
    "sign-in-failed": Sentence("sign-in failed"),
    "recovery-code-used": Sentence("signed in with a recovery code"),
    "passwords-guessed": Sentence("several wrong passwords entered"),
    "codes-guessed": Sentence("several wrong codes entered"),
    "second-factor-on": Sentence("second factor turned on"),
    "passkey-added": Sentence("passkey added"),
    "passkey-removed": Sentence("passkey removed"),
    "programme-released": Sentence("programme published"),
    "programme-returned": Sentence("earlier version published again"),
    "programme-imported": Sentence("programme imported from a file"),
    "session-moved": Sentence("session moved"),
    "given-to-host": Sentence("session given to a host"),
    "taken-from-host": Sentence("session taken back from a host"),
    "time-proposed": Sentence("another time proposed"),
    "time-accepted": Sentence("proposed time accepted"),
    "time-declined": Sentence("proposed time declined"),
    "changed-invitation": Sentence("invitation corrected"),
    "session-deleted": Sentence("session deleted"),
    "session-cancelled": Sentence("session cancelled"),
    "session-restored": Sentence("session restored"),
    "event-changed": Sentence("event changed"),
    "invited": Sentence("invited"),
    "offered": Sentence("was offered a place"),
    "accepted": Sentence("accepted the offered place"),
    "lapsed": Sentence("did not respond to an offer"),
    "approved": Sentence("request approved"),
    "released": Sentence("contingent opened to all"),
    "handed-over": Sentence("place transferred"),
    "address-changed": Sentence("address changed"),
    "answered": Sentence("questions answered"),
    "parted": Sentence("registration made independent"),
    "made-code": Sentence("access code created"),
    "withdrew-code": Sentence("access code withdrawn"),
    "invited-guest": Sentence("invited to the event"),
    "declined-invitation": Sentence("declined the invitation"),
    "withdrew-invitation": Sentence("invitation withdrawn"),
    "reminded": Sentence("invited people reminded"),
    "asked-again": Sentence("reconfirmation requested"),
    "reminded-of-answer": Sentence("people without an answer reminded"),
    "still-comes": Sentence("participation reconfirmed"),
    "signed-up": Sentence("session booked"),
    "signed-up-beyond": Sentence("session booked beyond its places"),
    "moved-up": Sentence("moved up to a booked session"),
    "gave-up-session": Sentence("booking of a session cancelled"),
    "data-taken": Sentence("own data downloaded"),
    "erased": Sentence("deleted at their request"),
    "page-looked-at": Sentence("registration viewed to help"),
    "ticket-printed": Sentence("ticket printed on paper"),
    "told-of-change": Sentence("informed of the change"),
    "removed": Sentence("removed from the team"),
    "priority-set": Sentence("priority on the waiting list set"),
    "email-sent-again": Sentence("e-mail sent again"),
    "link-sent": Sentence("link sent again"),
    "restored": Sentence("restored"),
    "badge-key-made": Sentence("new key for badges"),
    "badge-key-retired": Sentence("key for badges retired"),
    "token-made": Sentence("token made"),
    "token-revoked": Sentence("token revoked"),
    "account-blocked": Sentence("account blocked"),
    "account-unblocked": Sentence("account unblocked"),
    "role-changed": Sentence("role changed"),
    "record-added": Sentence("added"),
    "record-changed": Sentence("changed"),
    "record-deleted": Sentence("deleted"),
    "details-given": Sentence("details given"),
    "consents-answered": Sentence("recording and photographs answered"),
    "co-speaker-proposed": Sentence("proposed as co-speaker"),
    "material-replaced": Sentence("file replaced by a newer version"),
    "archived": Sentence("archived"),
    "contact-erased": Sentence("contact details erased"),
    "contributor-invited": Sentence("invited to contribute"),
    "contributor-reminded": Sentence("reminded of what is missing"),
    "contributor-accepted": Sentence("accepted to contribute"),
    "contributor-declined": Sentence("declined to contribute"),
    "contributor-reopened": Sentence("answer opened again"),
    "contributor-confirmed": Sentence("contribution confirmed"),
    "contributor-announced": Sentence("named before confirmation"),
    "contributor-unannounced": Sentence("no longer named before confirmation"),
    "contributor-withdrawn": Sentence("invitation to contribute withdrawn"),
    "directory-imported": Sentence("table imported into the directory"),
    "merged": Sentence("merged with a duplicate"),
    "order-changed": Sentence("moved in the list"),
    "zone-changed": Sentence("time zone changed"),
    "text-reviewed": Sentence("translation reviewed"),
    "texts-reviewed": Sentence("translations reviewed"),
    "proposal-submitted": Sentence("proposal submitted"),
    "proposal-withdrawn": Sentence("proposal withdrawn"),
    "proposal-reviewed": Sentence("proposal scored"),
    "proposal-accepted": Sentence("proposal accepted"),
    "proposal-declined": Sentence("proposal declined"),
    "proposal-reopened": Sentence("decision on a proposal undone"),
    "proposal-file-added": Sentence("file added to a proposal"),
    "proposal-file-removed": Sentence("file of a proposal removed"),
    "proposals-answered": Sentence("decisions on proposals sent"),
    "sessions-moved-along": Sentence("sessions moved with the event’s date"),
}

STATE_WORDS = {
    State.PENDING: ("warn", "wait", Sentence("awaiting approval")),
    State.WAITING: ("info", "people", Sentence("waiting")),
    State.OFFERED: ("info", "mail", Sentence("place offered")),
    State.CONFIRMED: ("ok", "check", Sentence("confirmed")),
    State.DECLINED: ("bad", "cross", Sentence("declined")),
    State.CANCELLED: ("bad", "cross", Sentence("cancelled")),
}
"""Tone, symbol and word of each state of a registration."""
SKIPPED_WORDS = {
    Skipped.CATEGORY_FULL: Sentence("the category has no place left"),
    Skipped.ORGANISATION_FULL: Sentence("the organisation has all the places it may have"),
    Skipped.RESERVED: Sentence("the places left are reserved for others"),
}
STAYED_WORDS = {
    Stayed.CONFIRMED: Sentence("already confirmed"),
    Stayed.ENDED: Sentence("already cancelled or declined"),
    Stayed.LIVE: Sentence("no longer cancelled"),
    Stayed.NO_REQUEST: Sentence("no request awaiting approval"),
    Stayed.SAME_CATEGORY: Sentence("already in this category"),
    Stayed.NO_ADDRESS: Sentence("no e-mail address"),
    Stayed.AGAIN: Sentence("registered again in the meantime"),
    Stayed.EVENT_FULL: Sentence("all places are taken"),
    Stayed.CATEGORY_FULL: SKIPPED_WORDS[Skipped.CATEGORY_FULL],
    Stayed.ORGANISATION_FULL: SKIPPED_WORDS[Skipped.ORGANISATION_FULL],
    Stayed.RESERVED: SKIPPED_WORDS[Skipped.RESERVED],
    Stayed.NO_PLACE: Sentence("has no confirmed place"),
    Stayed.COMES: Sentence("has already confirmed participation"),
    Stayed.ASKED_LATELY: Sentence("was asked within the last day"),
}
"""Why somebody stayed as they were when many were acted on."""

STILL_WORDS = {
    StillComing.ASKED: Sentence("asked again"),
    StillComing.SILENT: Sentence("no answer"),
    StillComing.COMING: Sentence("coming"),
    StillComing.GONE: Sentence("not coming"),
}
"""How the question whether people still come stands, as tabs of the table."""

EMAIL_STATES = {
    EmailState.QUEUED: ("info", "wait", Sentence("waiting")),
    EmailState.SENT: ("ok", "check", Sentence("sent")),
    EmailState.WITHHELD: ("info", "info", Sentence("withheld")),
    EmailState.BOUNCED: ("bad", "alert", Sentence("returned")),
    EmailState.FAILED: ("bad", "alert", Sentence("failed")),
}
WHYS: dict[EmailState | WithheldFor, Sentence] = {
    EmailState.WITHHELD: Sentence("It was not sent."),
    WithheldFor.OUTDATED: Sentence("Its content was no longer valid when it was due to be sent."),
    WithheldFor.DEAD_LINK: Sentence(
        "Its link no longer worked when it was due to be sent: "
        "it had expired, or been withdrawn or replaced."
    ),
    WithheldFor.UNSUBSCRIBED: Sentence(
        "Its recipient wants no more invitations and reminders of this event."
    ),
    EmailState.BOUNCED: Sentence(
        "The recipient’s mail server refuses this address permanently. "
        "Correct the address, then send the link."
    ),
    EmailState.FAILED: Sentence(
        "Delivery was tried for a day without success. Send it again "
        "when the recipient’s mail server responds."
    ),
}
"""What became of an e-mail that did not arrive, and what helps."""


def _deed(key: str) -> str:
    return i18n.render(DEEDS[key]) if key in DEEDS else key


def _listed_in(entry: Entry) -> str:
    """Return of which list a record is, in brackets: a host and its organisation share a name."""
    kind = KINDS.get(entry.object_kind) if entry.action.startswith("record-") else None
    return f" ({i18n.render(kind.many)})" if kind else ""


def _kind_of_email(key: str) -> str:
    kind = mailing().catalogue.kinds.get(key)
    return i18n.render(kind.named) if kind else key


def install(app: Flask) -> None:
    """Give templates the filters `deed`, `listed_in` and `email_word`."""
    app.jinja_env.filters["deed"] = _deed
    app.jinja_env.filters["listed_in"] = _listed_in
    app.jinja_env.filters["email_word"] = _kind_of_email
