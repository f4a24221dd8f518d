"""What is held about a participant, feature by feature, as plain values with stable keys."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import key_of
from eventapp.accounts.models import SignIn, SubjectKind
from eventapp.agenda import queries as agenda
from eventapp.agenda.items import Item
from eventapp.badges.models import Badge
from eventapp.changes import plain, values_of
from eventapp.checkin import queries as checkin
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.mail.queries import unsubscribed_at
from eventapp.orm import Translated
from eventapp.privacy.contributions import as_contributor
from eventapp.registration.models import (
    Answer,
    ConsentGiven,
    Invitation,
    MailedCode,
    Offer,
    PartyMember,
    Reconfirming,
    Registration,
    SessionPlace,
)
from eventapp.registration.queries import (
    answers_of,
    consents_of,
    kept_sessions,
    own_places,
)
from eventapp.registration.services.erasure import invitations_of
from eventapp.speakers.queries import proposals as speakers
from eventapp.speakers.services.proposals import ProposalChange

OwnData = dict[str, Any]


def everything_about(session: Session, event: Event, registration: Registration) -> OwnData:
    """Return all that is held about a participant except the words of their e-mails."""
    return {
        "event": {"slug": event.slug, "title": event.title.as_dict(), "zone": event.zone},
        "registration": _registration(registration),
        **as_contributor(session, registration),
        "proposals": _proposed(session, registration),
        "answers": [
            _answer(answer, registration.language) for answer in answers_of(session, registration)
        ],
        "consents": [_consent(*agreed) for agreed in consents_of(session, registration)],
        "offers": [_offer(offer) for offer in _all(session, Offer, registration)],
        "still_coming": [_still_coming(asked) for asked in _asked(session, registration)],
        **_sessions(session, event, registration),
        "invitations": [_invitation(made) for made in invitations_of(session, registration)],
        "unsubscribed_at": _at(unsubscribed_at(session, event.id, registration.email)),
        "party": [_member(member) for member in _party(session, registration)],
        "badges": [_badge(badge) for badge in _all(session, Badge, registration)],
        "scans": [
            {
                "at": _at(scan.received_at),
                "door": door,
                "direction": scan.direction,
                "decision": scan.decision,
                "why": scan.why,
            }
            for scan, door in checkin.history(session, event, registration.id)
        ],
        "journal": [_entry(entry) for entry in _entries(session, registration)],
        "browsers": [
            {"browser": sign_in.browser, "since": _at(sign_in.created_at)}
            for sign_in in _sign_ins(session, registration)
        ],
        "codes": [
            {"purpose": code.purpose.value, "sent_at": _at(code.created_at)}
            for code in _all(session, MailedCode, registration)
        ],
    }


def _proposed(session: Session, registration: Registration) -> list[OwnData]:
    """Return the sessions that the person proposed, by their address."""
    if registration.email is None:
        return []
    key = key_of(registration.email)
    return [
        {
            "state": proposal.told_state.value,
            "submitted_at": _at(proposal.submitted_at),
            **{
                name: plain(value) for name, value in values_of(ProposalChange.of(proposal)).items()
            },
        }
        for proposal in speakers.of_address(session, registration.event_id, key)
        if not proposal.is_held
    ]


def emails_to(session: Session, registration: Registration) -> Iterable[Email]:
    """Return the participant's e-mails, oldest first.

    Once a place has changed hands, only those to the present address: the others are not theirs.
    """
    statement = select(Email).where(
        Email.about_kind == "registration", Email.about_id == registration.id
    )
    if registration.holder_no > 1:
        statement = statement.where(Email.to_address == registration.reached_at)
    return session.scalars(statement.where(Email.to_address != "").order_by(Email.id))


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _all(session: Session, table: Any, registration: Registration) -> Iterable[Any]:
    statement = select(table).where(table.registration_id == registration.id)
    return session.scalars(statement.order_by(table.id))


def _registration(registration: Registration) -> OwnData:
    return {
        "reference": registration.reference,
        "state": registration.state.value,
        "contributes": registration.contributes,
        "source": registration.source.value,
        "category": registration.category.name.into(registration.language),
        "title": registration.title,
        "given_name": registration.given_name,
        "family_name": registration.family_name,
        "email": registration.email,
        "contact_email": registration.contact_email,
        "organisation": registration.organisation_name,
        "country": registration.country,
        "language": registration.language,
        "queue_no": registration.queue_no,
        "priority": registration.priority,
        "decline_reason": registration.decline_reason,
        "registered_at": _at(registration.registered_at),
        "confirmed_at": _at(registration.confirmed_at),
        "cancelled_at": _at(registration.cancelled_at),
        "link_opened_at": _at(registration.link_opened_at),
        "changed_at": _at(registration.changed_at),
    }


def _answer(answer: Answer, language: str) -> OwnData:
    labels = {choice.key: choice.label.into(language) for choice in answer.question.choices}
    chosen = ", ".join(labels.get(key, key) for key in answer.chosen)
    return {
        "key": answer.question.key,
        "question": answer.question.label.into(language),
        "answer": chosen or answer.text,
        "chosen": answer.chosen,
    }


def _consent(given: ConsentGiven, words: Translated) -> OwnData:
    return {
        "key": given.consent.key,
        "text_version": given.text_version,
        "text": words.into(given.language) or None,
        "language": given.language,
        "given_at": _at(given.given_at),
        "withdrawn_at": _at(given.withdrawn_at),
    }


def _sessions(session: Session, event: Event, registration: Registration) -> OwnData:
    """Return what a participant signed up for and keeps, named as the public reads it."""
    programme = agenda.released(session, event)
    return {
        "sessions": [
            _signed_up(place, programme.item(key), registration.language)
            for key, place in own_places(session, registration).items()
        ],
        "own_programme": [
            {"session": key, "title": _title(programme.item(key), registration.language)}
            for key in sorted(kept_sessions(session, registration))
        ],
    }


def _title(shown: Item | None, language: str) -> str | None:
    """Return what the programme calls a session; nothing of one that left it."""
    return shown.title.into(language) if shown else None


def _signed_up(place: SessionPlace, shown: Item | None, language: str) -> OwnData:
    return {
        "session": place.session.public_id,
        "title": _title(shown, language),
        "state": place.state.value,
        "signed_up_at": _at(place.signed_up_at),
    }


def _offer(offer: Offer) -> OwnData:
    return {
        "made_at": _at(offer.made_at),
        "expires_at": _at(offer.expires_at),
        "outcome": offer.outcome.value,
    }


def _asked(session: Session, registration: Registration) -> Iterable[Reconfirming]:
    """Return what the present holder was asked: the question to a former one is not theirs."""
    return (
        asked
        for asked in _all(session, Reconfirming, registration)
        if asked.holder_no == registration.holder_no
    )


def _still_coming(asked: Reconfirming) -> OwnData:
    return {
        "asked_at": _at(asked.reconfirmation.asked_at),
        "answer_by": _at(asked.reconfirmation.answer_by),
        "reminded_at": _at(asked.reminded_at),
        "answered_at": _at(asked.answered_at),
    }


def _party(session: Session, registration: Registration) -> Iterable[PartyMember]:
    statement = select(PartyMember).where(
        or_(PartyMember.host_id == registration.id, PartyMember.registration_id == registration.id)
    )
    return session.scalars(statement.order_by(PartyMember.id))


def _invitation(made: Invitation) -> OwnData:
    return {
        "sent_at": _at(made.sent_at),
        "state": made.state.value,
        "email": made.email,
        "name": " ".join(filter(None, (made.title, made.given_name, made.family_name))),
        "organisation": made.organisation_name,
        "answered_at": _at(made.answered_at),
    }


def _member(member: PartyMember) -> OwnData:
    return {"name": member.name, "bond": member.bond.value, "added_at": _at(member.added_at)}


def _badge(badge: Badge) -> OwnData:
    return {
        "code": badge.token,
        "fallback": badge.fallback,
        "issued_at": _at(badge.issued_at),
        "printed_at": _at(badge.printed_at),
        "printed": badge.printed_lines,
        "replaced_at": _at(badge.replaced_at),
    }


def _entries(session: Session, registration: Registration) -> Iterable[Entry]:
    statement = select(Entry).where(
        Entry.object_kind == "registration", Entry.object_id == registration.id
    )
    return session.scalars(statement.order_by(Entry.id))


def _entry(entry: Entry) -> OwnData:
    """Return an entry without the name of whoever acted: that is another person's."""
    facts = {"at": _at(entry.at), "action": entry.action, "by": entry.actor_kind}
    return {**facts, "changes": entry.changes}


def _sign_ins(session: Session, registration: Registration) -> Iterable[SignIn]:
    statement = select(SignIn).where(
        SignIn.subject_kind == SubjectKind.REGISTRATION, SignIn.subject_id == registration.id
    )
    return session.scalars(statement.order_by(SignIn.id))
