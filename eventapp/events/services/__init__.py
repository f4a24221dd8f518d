"""Making events, their categories and the people who work on them."""

from eventapp.events.services.categories import CategoryChange, add_category, change_category
from eventapp.events.services.making import (
    RESERVED,
    SLUG,
    EventChange,
    change_event,
    create_event,
)
from eventapp.events.services.team import (
    INVITATION_LIFE,
    MembershipChange,
    block_account,
    change_membership,
    give_role,
    invite,
    invite_again,
    invited_to,
    send_invitation,
    take_role,
    unblock_account,
)

__all__ = [
    "INVITATION_LIFE",
    "RESERVED",
    "SLUG",
    "CategoryChange",
    "EventChange",
    "MembershipChange",
    "add_category",
    "block_account",
    "change_category",
    "change_event",
    "change_membership",
    "create_event",
    "give_role",
    "invite",
    "invite_again",
    "invited_to",
    "send_invitation",
    "take_role",
    "unblock_account",
]
