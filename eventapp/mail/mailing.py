"""What e-mails are made with: said once, by the composition root, and handed down from there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from eventapp.addresses import Addresses, Page
from eventapp.mail.emails import Catalogue, EmailFacts, EntranceMaker
from eventapp.mail.links import make_token, six_digits
from eventapp.mail.models import Email
from eventapp.settings import Settings

Attached = tuple[str, str, bytes]
"""Name, type with its parameters, and content of a file that comes with an e-mail."""

AttachmentMaker = Callable[[Any, Settings, Addresses], list[Attached]]
"""Returns what comes with an e-mail of these facts; its addresses are the installation's."""

OPENED_BY = {
    "registration": Page.OWN_REGISTRATION,
    "invitation": Page.INVITATION,
    "proposal": Page.PROPOSAL,
    "speaking": Page.SPEAKING,
    "speaking-consent": Page.SPEAKING,
    "one-use": Page.SIGN_IN_LINK,
    "unsubscribe": Page.UNSUBSCRIBE,
}
"""Purpose of a signed link -> the page that it opens."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """The kinds of e-mail, what comes with each and stands in it, and the installation's settings.

    It needs no request and no application: whoever writes or sends e-mails is given it.
    """

    settings: Settings
    addresses: Addresses
    catalogue: Catalogue
    attachments: Mapping[str, AttachmentMaker]
    """By kind of e-mail."""
    entrance: Mapping[str, EntranceMaker]
    """By kind of e-mail: what finds or issues the code that lets its reader in."""

    def facts_of(self, row: Email) -> EmailFacts:
        """Return the facts that a row of the outbox states."""
        return self.catalogue.read(row.kind, row.facts)

    def attached_to(self, facts: EmailFacts) -> list[Attached]:
        """Return what comes with the e-mail."""
        maker = self.attachments.get(type(facts).__name__)
        return maker(facts, self.settings, self.addresses) if maker else []

    def entrance_maker(self, facts: EmailFacts) -> EntranceMaker | None:
        """Return what finds or issues the code that stands in e-mails of this kind, if one does."""
        return self.entrance.get(type(facts).__name__)

    def personal_link(self, purpose: str, public_id: str, generation: int = 1, **parts: str) -> str:
        """Return the address that opens a page for its reader alone, signed now."""
        token = make_token(self.settings.secret_key, purpose, public_id, generation)
        return self.addresses.page(OPENED_BY[purpose], token=token, **parts)

    def personal_code(self, purpose: str, public_id: str) -> str:
        """Return the six digits that a reader types."""
        return six_digits(self.settings.secret_key, purpose, public_id)
