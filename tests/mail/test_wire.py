"""The head of an e-mail as it goes over the wire: every decoder reads what was written."""

import base64
import quopri
import random
import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest

from eventapp.mail.transports import SmtpTransport
from eventapp.mail.wire import WIRE
from tests.factories.post import Postman

SUBJECTS = (
    "Ihr Platz ist bestätigt – Frühjahrstagung",
    "Ihre Anmeldung zur go-cluster-Frühjahrstagung – „Zusammen wachsen“ – Berlin, 26. März 2015",
    "Votre place est confirmée – Conférence de printemps à l’hôtel de Région d’Île-de-France",
    "You now have a place – Spring conference",
    "Spring conference " * 9,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft – Ä",
    "? = _ a_b ä=b",
)
WORDS = (
    *("bestätigt", "–", "Frühjahrstagung", "—", "Ihr", "Platz", "go-cluster", "«\u00a0à\u00a0»"),
    *("Straße", "X", "2027", "a=b", "?", "日本語", "🎉", "(x)", '"q"', ",", ";", "#1", "_u_", "ﬁ"),
)


def subjects() -> list[str]:
    """Return the subjects of ours, and a thousand of any words and lengths."""
    luck = random.Random(144156)  # noqa: S311  (the same ones at every run)
    made = [" ".join(luck.choices(WORDS, k=luck.randint(1, 16)))[:250] for _ in range(1000)]
    return [subject.strip() for subject in (*SUBJECTS, *made)]


def written(subject: str) -> bytes:
    """Return an e-mail with that subject, and a sender of that name, as it leaves."""
    message = EmailMessage(policy=WIRE)
    message["Subject"] = subject
    message["From"] = Address(subject[:120].strip(), addr_spec="events@example.org")
    message.set_content("Guten Tag")
    return message.as_bytes()


def by_the_letter_of_the_rfc(raw: bytes) -> str:
    """Return the subject as RFC 2047 and RFC 5322 decode it, and nothing else."""
    match = re.search(rb"^Subject: ((?:.|\r\n[ \t])*)\r\n", raw, re.MULTILINE)
    assert match is not None
    line = match[1].decode("ascii").replace("\r\n", "")
    line = re.sub(r"(\?=)[ \t]+(?==\?)", r"\1", line)  # between two encoded words it is nothing

    def decoded(word: re.Match[str]) -> str:
        charset, encoding, text = word.groups()
        if encoding.lower() == "b":
            return base64.b64decode(text).decode(charset)
        return quopri.decodestring(text.replace("_", "=20")).decode(charset)

    return re.sub(r"=\?([\w-]+)\?([bqBQ])\?([^? ]*)\?=", decoded, line)


def test_a_folded_subject_keeps_every_space_for_three_decoders() -> None:
    wrong = []
    for subject in subjects():
        raw = written(subject)
        old = message_from_bytes(raw)["Subject"]
        read = (
            str(message_from_bytes(raw, policy=default)["Subject"]),
            str(make_header(decode_header(old))),
            by_the_letter_of_the_rfc(raw),
        )
        if set(read) != {subject}:
            wrong.append((subject, read))
        lines = raw.split(b"\r\n\r\n")[0].split(b"\r\n")
        assert all(len(line) <= 78 for line in lines if b"=?" in line)

    assert wrong == []


def test_the_same_decoders_see_what_the_library_itself_loses() -> None:
    lost = [
        subject
        for subject in subjects()
        if by_the_letter_of_the_rfc(_as_the_library(subject)) != subject
    ]

    assert lost  # once none is left, the library can fold by itself again


def _as_the_library(subject: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message.set_content("Guten Tag")
    return message.as_bytes()


@pytest.mark.parametrize(
    "name",
    ["go-cluster Frühjahrstagung", 'Tag der "Cluster", Berlin', "a@b.example", "日本語 " * 9],
)
def test_a_sender_of_any_name_has_one_address(name: str) -> None:
    message = EmailMessage(policy=WIRE)
    message["From"] = Address(name.strip(), addr_spec="events@example.org")
    message.set_content("Guten Tag")

    read = message_from_bytes(message.as_bytes(), policy=default)["From"].addresses

    shown = [(" ".join(header.display_name.split()), header.addr_spec) for header in read]
    assert shown == [(name.strip(), "events@example.org")]  # the library doubles some spaces


def test_subject_arrives_whole_over_smtp(postman: tuple[Postman, SmtpTransport]) -> None:
    for subject in SUBJECTS:
        message = EmailMessage(policy=WIRE)
        message["Subject"], message["To"] = subject.strip(), "ada@example.org"
        message["From"] = Address("Frühjahrstagung – Köln", addr_spec="events@example.org")
        message.set_content("Guten Tag")
        postman[1].send(message)

    arrived = [str(make_header(decode_header(email["Subject"]))) for email in postman[0].received]

    assert arrived == [text.strip() for text in SUBJECTS]
