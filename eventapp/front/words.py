"""Words for what is stored as keys: deeds of the journal, kinds of letters."""

from flask import Flask

from eventapp.errors import Sentence
from eventapp.mail.models import LetterState
from eventapp.registration.models import Skipped, State, StillComing
from eventapp.registration.services.bulk import Stayed
from eventapp.web import i18n

DEEDS = {
    "registered": Sentence("registered"),
    "confirmed": Sentence("confirmed"),
    "promoted": Sentence("got a place from the waiting list"),
    "cancelled": Sentence("cancelled"),
    "declined": Sentence("declined"),
    "changed": Sentence("details changed"),
    "moved": Sentence("moved to another group"),
    "signed-in": Sentence("signed in"),
    "password-set": Sentence("password set"),
    "link-asked": Sentence("asked for a link to sign in"),
    "sign-in-failed": Sentence("could not sign in"),
    "recovery-code-used": Sentence("signed in with a recovery code"),
    "passwords-guessed": Sentence("typed several wrong passwords"),
    "codes-guessed": Sentence("typed several wrong codes"),
    "second-factor-on": Sentence("second factor turned on"),
    "passkey-added": Sentence("passkey stored"),
    "passkey-removed": Sentence("passkey removed"),
    "programme-released": Sentence("programme released"),
    "programme-returned": Sentence("earlier programme shown again"),
    "programme-imported": Sentence("programme taken in from a file"),
    "session-moved": Sentence("session moved"),
    "session-deleted": Sentence("session deleted"),
    "session-cancelled": Sentence("session cancelled"),
    "session-restored": Sentence("session brought back"),
    "event-changed": Sentence("event changed"),
    "invited": Sentence("invited"),
    "offered": Sentence("was offered a place"),
    "accepted": Sentence("took the offered place"),
    "lapsed": Sentence("let an offer lapse"),
    "approved": Sentence("request granted"),
    "released": Sentence("contingent released"),
    "handed-over": Sentence("place handed over"),
    "address-changed": Sentence("address changed"),
    "answered": Sentence("questions answered"),
    "parted": Sentence("place stands alone"),
    "made-code": Sentence("access code made"),
    "withdrew-code": Sentence("access code taken back"),
    "invited-guest": Sentence("invited to the event"),
    "declined-invitation": Sentence("declined the invitation"),
    "withdrew-invitation": Sentence("invitation taken back"),
    "reminded": Sentence("invited people reminded"),
    "asked-again": Sentence("asked who still comes"),
    "reminded-of-answer": Sentence("reminded who has not answered"),
    "still-comes": Sentence("still comes"),
    "signed-up": Sentence("signed up for a session"),
    "signed-up-beyond": Sentence("signed up for a session beyond its places"),
    "moved-up": Sentence("got a place at a session"),
    "gave-up-session": Sentence("gave up a session"),
    "data-taken": Sentence("own data taken away"),
    "erased": Sentence("erased at their wish"),
    "page-looked-at": Sentence("own page looked at to help"),
    "ticket-printed": Sentence("ticket printed on paper"),
    "told-of-change": Sentence("told what changed"),
    "removed": Sentence("taken off the team"),
    "priority-set": Sentence("precedence on the waiting list set"),
    "letter-sent-again": Sentence("letter sent again"),
    "link-sent": Sentence("link sent again"),
    "restored": Sentence("put back"),
    "role-changed": Sentence("has another task"),
    "record-added": Sentence("added"),
    "record-changed": Sentence("changed"),
    "record-deleted": Sentence("deleted"),
    "put-away": Sentence("put away"),
    "put-back": Sentence("put back"),
    "zone-changed": Sentence("time zone changed"),
    "sessions-moved-along": Sentence("sessions moved with the event’s day"),
}
LETTERS = {
    "ConfirmedLetter": Sentence("place confirmed"),
    "WaitingLetter": Sentence("waiting list"),
    "PromotedLetter": Sentence("got a place from the waiting list"),
    "OfferedLetter": Sentence("place offered"),
    "LapsedLetter": Sentence("offer lapsed"),
    "PendingLetter": Sentence("request received"),
    "DeclinedLetter": Sentence("declined"),
    "CodeLetter": Sentence("code for one act"),
    "HandedOverLetter": Sentence("place handed over"),
    "AddressChangedLetter": Sentence("address changed"),
    "NewAddressLetter": Sentence("link to the new address"),
    "TakenOverLetter": Sentence("place taken over"),
    "PartedLetter": Sentence("registration made independent"),
    "PersonalInvitation": Sentence("personal invitation"),
    "ReconfirmationLetter": Sentence("do you still come?"),
    "ReconfirmationReminder": Sentence("reminder: do you still come?"),
    "EventChangedLetter": Sentence("what changed"),
    "CancelledLetter": Sentence("cancelled"),
    "ReminderLetter": Sentence("link sent again"),
    "LinkLetter": Sentence("link sent by the organisers"),
    "SessionsLetter": Sentence("news of sessions signed up for"),
    "ProgrammeChangedLetter": Sentence("own sessions changed"),
    "SignInLetter": Sentence("link to sign in"),
    "InvitationLetter": Sentence("invitation"),
    "SecurityLetter": Sentence("change of what signs in"),
}

STATE_WORDS = {
    State.PENDING: ("warn", "wait", Sentence("to confirm")),
    State.WAITING: ("info", "people", Sentence("waiting")),
    State.OFFERED: ("info", "mail", Sentence("place offered")),
    State.CONFIRMED: ("ok", "check", Sentence("confirmed")),
    State.DECLINED: ("bad", "cross", Sentence("declined")),
    State.CANCELLED: ("bad", "cross", Sentence("cancelled")),
}
"""Tone, symbol and word of each state of a registration."""
SKIPPED_WORDS = {
    Skipped.GROUP_FULL: Sentence("the group has no place left"),
    Skipped.ORGANISATION_FULL: Sentence("the organisation has all the places it may have"),
    Skipped.RESERVED: Sentence("the places left are kept for others"),
}
STAYED_WORDS = {
    Stayed.CONFIRMED: Sentence("confirmed already"),
    Stayed.ENDED: Sentence("cancelled or declined already"),
    Stayed.LIVE: Sentence("not cancelled any more"),
    Stayed.NO_REQUEST: Sentence("no request that waits for a word"),
    Stayed.SAME_GROUP: Sentence("in this group already"),
    Stayed.NO_ADDRESS: Sentence("no address a letter could go to"),
    Stayed.AGAIN: Sentence("registered again meanwhile"),
    Stayed.EVENT_FULL: Sentence("all places are taken"),
    Stayed.GROUP_FULL: SKIPPED_WORDS[Skipped.GROUP_FULL],
    Stayed.ORGANISATION_FULL: SKIPPED_WORDS[Skipped.ORGANISATION_FULL],
    Stayed.RESERVED: SKIPPED_WORDS[Skipped.RESERVED],
    Stayed.NO_PLACE: Sentence("holds no confirmed place"),
    Stayed.COMES: Sentence("has said already that they come"),
    Stayed.ASKED_LATELY: Sentence("was asked within the last day"),
}
"""Why somebody stayed as they were when many were acted on."""

STILL_WORDS = {
    StillComing.ASKED: Sentence("asked again"),
    StillComing.SILENT: Sentence("not answered"),
    StillComing.COMING: Sentence("coming"),
    StillComing.GONE: Sentence("not coming"),
}
"""How the question whether people still come stands, as tabs of the table."""

LETTER_STATES = {
    LetterState.QUEUED: ("info", "wait", Sentence("waits")),
    LetterState.SENT: ("ok", "check", Sentence("sent")),
    LetterState.WITHHELD: ("info", "info", Sentence("withheld")),
    LetterState.BOUNCED: ("bad", "alert", Sentence("came back")),
    LetterState.FAILED: ("bad", "alert", Sentence("given up")),
}
WHYS = {
    LetterState.WITHHELD: Sentence("What it says no longer held when its turn came."),
    LetterState.BOUNCED: Sentence(
        "The other side refuses this address for good. Correct the address, then send the link."
    ),
    LetterState.FAILED: Sentence(
        "It was tried for a day without success. Send it again when the other side answers."
    ),
}
"""What became of a letter that did not arrive, and what helps."""


def install(app: Flask) -> None:
    """Give templates the filters `deed` and `letter_word`."""
    app.jinja_env.filters["deed"] = lambda key: i18n.render(DEEDS.get(key, key))
    app.jinja_env.filters["letter_word"] = lambda key: i18n.render(LETTERS.get(key, key))
