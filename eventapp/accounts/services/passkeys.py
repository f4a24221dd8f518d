"""Passkeys (WebAuthn level 3): added, used to sign in, renamed, removed.

Every ceremony answers a challenge that is good once, for minutes, in the browser that asked.
The device must check its owner (finger, face, PIN), so a passkey is two factors in one.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.accounts import passwords
from eventapp.accounts.emails import SecurityDeed
from eventapp.accounts.errors import NoSuchPasskey, PasskeyKnown, PasskeyRefused
from eventapp.accounts.models import Passkey, PasskeyChallenge, User
from eventapp.accounts.services import notices

CHALLENGE_LIFE = timedelta(minutes=5)
MOST = 20
"""Passkeys of one user: more are a mistake or mischief."""


def _broken() -> tuple[type[Exception], ...]:
    """Return what the library says of answers that prove nothing, down to no CBOR at all."""
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415  (large, and for passkeys alone)

    return WebAuthnException, ValueError, KeyError, IndexError, TypeError, OverflowError


@dataclass(frozen=True, slots=True)
class Site:
    """Who asks, as devices know it: its keys work for this name and origin alone."""

    name: str
    origin: str

    @classmethod
    def at(cls, base_url: str, *, name: str) -> "Site":
        """Return the site of the canonical address."""
        parts = urlsplit(base_url)
        return cls(name, f"{parts.scheme}://{parts.netloc}")

    @property
    def rp_id(self) -> str:
        """The host name a key is bound to."""
        return urlsplit(self.origin).hostname or ""


def of_user(session: Session, user_id: int) -> Sequence[Passkey]:
    """Return the user's passkeys, the oldest first."""
    statement = select(Passkey).where(Passkey.user_id == user_id)
    return session.scalars(statement.order_by(Passkey.id)).all()


def ask_to_add(session: Session, user: User, site: Site, *, browser: str, now: datetime) -> str:
    """Return, as JSON, what a device needs to make a passkey for the user."""
    import webauthn  # noqa: PLC0415  (large, and for passkeys alone)
    from webauthn.helpers.structs import (  # noqa: PLC0415  (large, and for passkeys alone)
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    known = [
        PublicKeyCredentialDescriptor(passkey.credential_id)
        for passkey in of_user(session, user.id)
    ]
    options = webauthn.generate_registration_options(
        rp_id=site.rp_id,
        rp_name=site.name,
        user_name=user.email,
        user_id=user.public_id.encode(),
        user_display_name=user.name,
        challenge=_challenge(session, user.id, browser=browser, now=now),
        exclude_credentials=known,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return webauthn.options_to_json(options)


def add(
    session: Session, user: User, answer: str, site: Site, *, name: str, browser: str, now: datetime
) -> Passkey:
    """Store the passkey that the device made for the challenge."""
    import webauthn  # noqa: PLC0415  (large, and for passkeys alone)

    challenge = _use_up(session, user.id, browser=browser, now=now)
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _broken() as fault:
        raise PasskeyRefused from fault
    if len(of_user(session, user.id)) >= MOST:
        raise PasskeyRefused
    passkey = Passkey(
        user=user,
        name=name,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(passkey)
    except IntegrityError as clash:
        raise PasskeyKnown from clash
    notices.note_security(session, user, SecurityDeed.PASSKEY_ADDED, now=now, what=name)
    return passkey


def ask_to_enter(session: Session, site: Site, *, browser: str, now: datetime) -> str:
    """Return, as JSON, what a device needs to show which of its passkeys is meant."""
    import webauthn  # noqa: PLC0415  (large, and for passkeys alone)
    from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415  (large, and for passkeys alone)

    options = webauthn.generate_authentication_options(
        rp_id=site.rp_id,
        challenge=_challenge(session, None, browser=browser, now=now),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def enter(session: Session, answer: str, site: Site, *, browser: str, now: datetime) -> User:
    """Return whose passkey answered the challenge; a counter that fell back is a copied key."""
    import webauthn  # noqa: PLC0415  (large, and for passkeys alone)

    challenge = _use_up(session, None, browser=browser, now=now)
    passkey = _answering(session, answer)
    try:
        proved = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _broken() as fault:
        raise PasskeyRefused from fault
    passkey.sign_count, passkey.used_at = proved.new_sign_count, now
    return passkey.user


def _answering(session: Session, answer: str) -> Passkey:
    """Return the stored passkey an answer names, locked: two uses at once must both count."""
    from webauthn.helpers import (  # noqa: PLC0415  (large, and for passkeys alone)
        base64url_to_bytes,
        parse_authentication_credential_json,
    )

    try:
        credential = parse_authentication_credential_json(answer)
        credential_id, handle = base64url_to_bytes(credential.id), credential.response.user_handle
    except _broken() as fault:
        raise PasskeyRefused from fault
    statement = (
        select(Passkey)
        .join(User)
        .where(Passkey.credential_id == credential_id, User.disabled_at.is_(None))
    )
    passkey: Passkey | None = session.scalars(statement.with_for_update(of=Passkey)).one_or_none()
    if passkey is None or (handle and handle != passkey.user.public_id.encode()):
        raise PasskeyRefused
    return passkey


def rename(session: Session, user: User, public_id: str, name: str) -> None:
    """Give one of the user's passkeys another name."""
    own(session, user, public_id).name = name


def remove(session: Session, user: User, public_id: str, *, now: datetime) -> None:
    """Forget one of the user's passkeys; who was signed in with it stays so."""
    passkey = own(session, user, public_id)
    session.delete(passkey)
    notices.note_security(session, user, SecurityDeed.PASSKEY_REMOVED, now=now, what=passkey.name)


def own(session: Session, user: User, public_id: str) -> Passkey:
    """Return one of the user's passkeys; that of another is not found."""
    statement = select(Passkey).where(Passkey.public_id == public_id, Passkey.user_id == user.id)
    passkey = session.scalars(statement).one_or_none()
    if passkey is None:
        raise NoSuchPasskey
    return passkey


def _challenge(session: Session, user_id: int | None, *, browser: str, now: datetime) -> bytes:
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now))
    challenge = secrets.token_bytes(32)
    session.add(
        PasskeyChallenge(
            browser_hash=passwords.secret_hash(browser),
            challenge=challenge,
            user_id=user_id,
            expires_at=now + CHALLENGE_LIFE,
        )
    )
    return challenge


def _use_up(session: Session, user_id: int | None, *, browser: str, now: datetime) -> bytes:
    """Return the browser's challenge and forget it, whatever the answer is worth."""
    statement = select(PasskeyChallenge).where(
        PasskeyChallenge.browser_hash == passwords.secret_hash(browser),
        PasskeyChallenge.user_id.is_(None)
        if user_id is None
        else PasskeyChallenge.user_id == user_id,
        PasskeyChallenge.expires_at > now,
    )
    challenge: PasskeyChallenge | None = session.scalars(statement.with_for_update()).one_or_none()
    if challenge is None:
        raise PasskeyRefused
    session.delete(challenge)
    session.flush()
    return challenge.challenge
