"""Mail domains that many people use in Germany and France, and the slips made in typing them."""

WELL_KNOWN = (
    "gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.fr", "gmx.com", "gmx.at", "gmx.ch",
    "web.de", "t-online.de", "freenet.de", "posteo.de", "posteo.net", "mailbox.org", "mail.de",
    "arcor.de", "vodafone.de", "online.de", "orange.fr", "wanadoo.fr", "laposte.net", "free.fr",
    "sfr.fr", "neuf.fr", "bbox.fr", "numericable.fr", "hotmail.com", "hotmail.de", "hotmail.fr",
    "outlook.com", "outlook.de", "outlook.fr", "live.com", "live.de", "live.fr", "msn.com",
    "yahoo.com", "yahoo.de", "yahoo.fr", "ymail.com", "icloud.com", "me.com", "mac.com",
    "aol.com", "aol.de", "proton.me", "protonmail.com",
)  # fmt: skip
"""Domains at which private people have their mailbox; of two as near, the first is meant."""

REAL = ("accor.de", "arbor.de", "cloud.com", "email.com", "gail.com", "grange.fr", "mail.com")
"""Domains of others that look like a slip of a well-known one."""

MAIL_ALONE = ("gmail", "googlemail", "t-online", "wanadoo", "hotmail")
"""Names that stand for one mail service, under whatever usual top level."""

TOPS = ("com", "de", "fr", "net", "org", "eu")
"""Top levels that are taken for each other."""

NO_TOPS = (
    "d", "e", "ed", "dee", "dde", "f", "r", "rf", "frr", "ffr", "con", "cmo", "ocm", "vom", "xom",
    "cim", "cpm", "comm", "coom", "ccom", "c", "ne", "nt", "nte", "ent", "nett", "neet", "nnet",
)  # fmt: skip
"""Slips in typing a top level; no mailbox of a well-known name is under one of them."""

LONG_ENOUGH = 5
"""Letters of a name; one letter beside a shorter one (gmx, web, sfr) is often another's name."""


def meant(address: str) -> str | None:
    """Return the address that was probably meant where a well-known domain is mistyped.

    A hint and never a judgement: None for what is well known itself, and wherever in doubt.
    """
    local, _at, typed = address.strip().rpartition("@")
    domain = meant_domain(typed)
    return f"{local}@{domain}" if local and domain else None


def meant_domain(typed: str) -> str | None:
    """Return the well-known domain that was probably meant, or None."""
    domain = typed.strip().lower()
    if domain in WELL_KNOWN or domain in REAL:
        return None
    return next((domain_ for domain_ in WELL_KNOWN if _is_slip(domain, domain_)), None) or next(
        (domain_ for domain_ in WELL_KNOWN if _is_other_top(domain, domain_)), None
    )


def _is_slip(typed: str, known: str) -> bool:
    """Say whether there is one slip, in the name or in a top level that does not exist."""
    name, _dot, top = typed.rpartition(".")
    right, _dot, right_top = known.rpartition(".")
    if name == right:
        return top in NO_TOPS and _one_slip(top, right_top)
    return top == right_top and len(right) >= LONG_ENOUGH and _one_slip(name, right)


def _is_other_top(typed: str, known: str) -> bool:
    """Say whether a name that is a mail service alone stands under another's top level."""
    name, _dot, top = typed.rpartition(".")
    return name in MAIL_ALONE and top in (*TOPS, *NO_TOPS) and known.startswith(f"{name}.")


def _one_slip(typed: str, right: str) -> bool:
    """Say whether a letter is missing, too much or another, or two neighbours are swapped."""
    while typed and right and typed[0] == right[0]:
        typed, right = typed[1:], right[1:]
    while typed and right and typed[-1] == right[-1]:
        typed, right = typed[:-1], right[:-1]
    return max(len(typed), len(right)) <= 1 or (len(typed) == 2 and typed[::-1] == right)  # noqa: PLR2004  (two neighbours)
