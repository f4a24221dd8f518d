"""E-mails that wait for somebody of whom two records became one: they go to who stays."""

from sqlalchemy.orm import Session

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
    contributor = of_person(session, present)
    for email in mail.waiting(session, "person", present.id):
        email.to_address = _address(present, email)
        email.facts = {**email.facts, "person": present.public_id} | _link(contributor, email)


def _address(person: Person, email: Email) -> str:
    address = person.assistant_email if email.facts.get("to_assistant") else person.email
    return address or email.to_address


def _link(contributor: Contributor | None, email: Email) -> dict[str, object]:
    """Return the link that is good, where there is one in the e-mail."""
    link = email.facts.get("link")
    if contributor is None or not link:
        return {}
    return {"generation": contributor.generation_of(SpeakingLink(link))}
