"""Words and looks of how far it is with a contributor."""

from eventapp.errors import Sentence
from eventapp.speakers.models import AnsweredAs
from eventapp.speakers.services.posting import Addressee
from eventapp.speakers.standing import Standing

STANDINGS = {
    Standing.DRAFT: ("info", "file", Sentence("draft")),
    Standing.INVITED: ("info", "mail", Sentence("invitation sent")),
    Standing.ACCEPTED: ("warn", "wait", Sentence("has accepted")),
    Standing.DECLINED: ("bad", "cross", Sentence("has declined")),
    Standing.CONFIRMED: ("ok", "check", Sentence("contribution confirmed")),
    Standing.ARRIVED: ("ok", "check", Sentence("on site")),
}
"""Tone, symbol and word."""

ANSWERED = {
    AnsweredAs.SELF: Sentence("answered in person"),
    AnsweredAs.ASSISTANT: Sentence("answered by the assistant"),
    AnsweredAs.ORGANISER: Sentence("noted by the organisers"),
}
ADDRESSEES = {
    Addressee.SPEAKER: Sentence("the person"),
    Addressee.ASSISTANT: Sentence("the assistant"),
    Addressee.BOTH: Sentence("both, each with a link of their own"),
}
