"""From facts to a message: subject, text and HTML in the recipient's language, links signed now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

import css_inline
from email_validator import validate_email

from eventapp import i18n
from eventapp.addresses import Page
from eventapp.documents.qr import badge_png
from eventapp.i18n import gettext
from eventapp.i18n.templates import render
from eventapp.mail.emails import EmailFacts, EntranceCode, can_be_refused
from eventapp.mail.mailing import Mailing
from eventapp.mail.models import Email
from eventapp.mail.plain import text_of
from eventapp.mail.wire import WIRE
from eventapp.settings import Settings

UNSUBSCRIBE = "unsubscribe"
"""Purpose of the links by which a reader refuses more invitations and reminders."""

FOR_PAGES = dict.fromkeys(map(ord, "\u00ad\u200b\u2060"))
"""Soft hyphen, zero width space and word joiner: some mail programs show them in a subject."""

PICTURE = "entrance"
"""By what name an e-mail's HTML calls the picture of the code."""

_INLINER = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)


def known_to_servers(address: str) -> str:
    """Return the address with its domain in ASCII, as every mail server takes it (RFC 5891)."""
    if address.isascii():
        return address
    checked = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    return checked.ascii_email or address


def message_of(
    mailing: Mailing, row: Email, facts: EmailFacts, entrance: EntranceCode | None = None
) -> EmailMessage:
    """Return the e-mail ready to send, with its reader's code."""
    settings = mailing.settings
    with _words(mailing, row, facts, mailing.personal_link, mailing.personal_code) as values:
        values["entrance"] = entrance
        subject, text = _subject(facts, values), _text(facts, values)
        html = _part(facts, values, "html")
    message = EmailMessage(policy=WIRE)
    message["Subject"] = subject[:250]
    _address(message, row, facts, settings)
    message["Auto-Submitted"] = "auto-generated"
    if values["unsubscribe"]:
        message["List-Unsubscribe"] = f"<{values['unsubscribe']}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text)
    message.add_alternative(_INLINER.inline(html), subtype="html")
    if entrance is not None:
        *_, page = message.iter_parts()
        page.add_related(
            badge_png(entrance.token),
            "image",
            "png",
            cid=f"<{PICTURE}>",
            disposition="inline",
            filename="code.png",
        )
    for name, kind, content in mailing.attached_to(facts):
        what, *more = kind.split("; ")
        maintype, subtype = what.split("/")
        params = dict(address.split("=") for address in more)
        message.add_attachment(
            content, maintype=maintype, subtype=subtype, filename=name, params=params
        )
    message["Content-Language"] = row.language  # of the whole: parts take such heads with them
    return message


def _address(message: EmailMessage, row: Email, facts: EmailFacts, settings: Settings) -> None:
    """Write who sends and who reads: the event by its name, answers go to its contact."""
    name = _one_line(str(getattr(facts, "event", ""))) or settings.mail_from_name
    message["From"] = str(Address(name, addr_spec=settings.mail_from))
    message["To"] = Address(addr_spec=known_to_servers(row.to_address))
    contact = str(getattr(facts, "contact", ""))
    if contact:
        message["Reply-To"] = str(Address(name, addr_spec=known_to_servers(contact)))
    message["Date"] = format_datetime(row.queued_at)
    message["Message-ID"] = f"<{row.message_id}@{settings.mail_from.rpartition('@')[2]}>"


@contextmanager
def _words(
    mailing: Mailing,
    row: Email,
    facts: EmailFacts,
    link: Callable[..., str],
    code: Callable[..., str],
) -> Iterator[dict[str, object]]:
    """Speak the recipient's language; yield what the templates of an e-mail are given."""
    with i18n.speaking(row.language, str(getattr(facts, "zone", "UTC"))):
        yield {
            "email": facts,
            "personal_link": link,
            "personal_code": code,
            "sender": mailing.settings.mail_from_name,
            "addresses": mailing.addresses,
            "Page": Page,
            "entrance": None,
            "unsubscribe": _way_out(row, facts, link),
        }


def _way_out(row: Email, facts: EmailFacts, link: Callable[..., str]) -> str:
    """Return where the reader of an invitation or reminder refuses more of them; else nothing.

    The e-mail's own id stands for event and address, so that the link tells neither.
    """
    if not can_be_refused(facts):
        return ""
    return link(UNSUBSCRIBE, row.message_id, event=getattr(facts, "slug", ""))


def _part(facts: EmailFacts, values: dict[str, object], part: str) -> str:
    """Return a part of an e-mail as its one template writes it, in HTML."""
    return render(f"{facts.template}.html", part=part, **values)


def _text(facts: EmailFacts, values: dict[str, object]) -> str:
    return text_of(_part(facts, values, "text"))


def _subject(facts: EmailFacts, values: dict[str, object]) -> str:
    return _one_line(text_of(_part(facts, values, "subject")))


def _one_line(text: str) -> str:
    """Return the text as one line of a head, without signs that only break or join words there."""
    return " ".join(text.translate(FOR_PAGES).split())


def readable(mailing: Mailing, row: Email, *, without: str = "") -> tuple[str, str]:
    """Return subject and text for another reader than the recipient: nothing in it opens a page.

    A fact named by `without` is not told, where the e-mail can do without it.
    """
    shown = {name: value for name, value in row.facts.items() if name != without}
    facts = mailing.catalogue.read(row.kind, shown)
    hidden = gettext("[personal link]"), gettext("[personal code]")
    link, code = (lambda *_, **_parts: hidden[0]), (lambda *_: hidden[1])
    with _words(mailing, row, facts, link, code) as values:
        return _subject(facts, values), _text(facts, values)
