"""E-mails that wait for a contributor whose record or address is another now: they follow."""

from sqlalchemy.orm import Session

from eventapp.accounts.addresses import key_of
from eventapp.mail import services as mail
from eventapp.mail.models import Email
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor, SpeakingLink
from eventapp.speakers.queries.visitors import of_person


def follow(session: Session, former: int, present: Person) -> None:
    """Let e-mails about the person of that number stand with the other.

    Those that wait go to the address that counts now, with the link that opens the page now.
    """
    mail.follow(session, "person", former, present.id)
    _send_on(session, present)


def end_links(session: Session, person: Person, *, email: str, assistant_email: str) -> None:
    """End the links that went to these addresses of a person, where they are others now.

    Whoever has a former mailbox, a mistyped one above all, would answer and consent by them.
    """
    contributor = of_person(session, person)
    if contributor is None:
        return
    if email and key_of(email) != key_of(person.email or ""):
        contributor.consent_generation += 1
    if assistant_email and key_of(assistant_email) != key_of(person.assistant_email):
        contributor.link_generation += 1
    _send_on(session, person)


def _send_on(session: Session, person: Person) -> None:
    """Let what waits go where its reader is reached; without an address it leads nowhere."""
    contributor = of_person(session, person)
    for email in mail.waiting(session, "person", person.id):
        email.facts = {**email.facts, "person": person.public_id}
        if address := _address(person, email):
            email.to_address = address
            email.facts |= _link(contributor, email)


def _address(person: Person, email: Email) -> str | None:
    return person.assistant_email if email.facts.get("to_assistant") else person.email


def _link(contributor: Contributor | None, email: Email) -> dict[str, object]:
    """Return the link that is good, where there is one in the e-mail."""
    link = email.facts.get("link")
    if contributor is None or not link:
        return {}
    return {"generation": contributor.generation_of(SpeakingLink(link))}
