"""Words for how somebody of a delegation stands."""

from eventapp.errors import Sentence
from eventapp.workflows.delegations import DelegateState

DELEGATE_WORDS = {
    DelegateState.RETURNED: ("bad", "alert", Sentence("E-mail returned")),
    DelegateState.PENDING: ("warn", "wait", Sentence("Awaiting approval")),
    DelegateState.SILENT: ("warn", "wait", Sentence("No answer yet")),
    DelegateState.WAITING: ("info", "wait", Sentence("On the waiting list")),
    DelegateState.OFFERED: ("info", "wait", Sentence("Has been offered a place")),
    DelegateState.REGISTERED: ("ok", "check", Sentence("Registration confirmed")),
    DelegateState.SPEAKER: ("info", "people", Sentence("Part of the programme")),
    DelegateState.DECLINED: ("info", "cross", Sentence("Not coming")),
    DelegateState.WITHDRAWN: ("info", "cross", Sentence("Invitation withdrawn")),
    DelegateState.CANCELLED: ("info", "cross", Sentence("Cancelled")),
}
"""By state: tone, symbol and words."""
