"""What has become of proposals, in words; who reads them, and what can be decided."""

from eventapp.errors import Sentence
from eventapp.events.models import Role
from eventapp.speakers.models import ProposalState

READERS = (Role.ORGANISER, Role.AGENDA)
"""Who reads and scores proposals; organisers alone decide."""

STATES = {
    ProposalState.SUBMITTED: ("info", "wait", Sentence("to be decided")),
    ProposalState.ACCEPTED: ("ok", "check", Sentence("accepted")),
    ProposalState.DECLINED: ("bad", "cross", Sentence("declined")),
    ProposalState.WITHDRAWN: ("bad", "cross", Sentence("withdrawn")),
}
"""Tone, symbol and word of each state that the team sees."""

ACTS = {
    "accept": ProposalState.ACCEPTED,
    "decline": ProposalState.DECLINED,
    "reopen": ProposalState.SUBMITTED,
}
