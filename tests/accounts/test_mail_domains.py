"""Slips in well-known mail domains are noticed; domains of others are left alone."""

import pytest

from eventapp.accounts.mail_domains import REAL, WELL_KNOWN, meant


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("gmial.com", "gmail.com"),
        ("gmal.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("GMIAL.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.de", "gmail.com"),
        ("googlemail.con", "googlemail.com"),
        ("gmx.ed", "gmx.de"),
        ("gmx.d", "gmx.de"),
        ("gmx.nett", "gmx.net"),
        ("web.ed", "web.de"),
        ("outlok.de", "outlook.de"),
        ("outlook.con", "outlook.com"),
        ("t-online.d", "t-online.de"),
        ("tonline.de", "t-online.de"),
        ("t-online.com", "t-online.de"),
        ("orange.f", "orange.fr"),
        ("wanado.fr", "wanadoo.fr"),
        ("laposte.nett", "laposte.net"),
        ("laopste.net", "laposte.net"),
        ("hotmial.fr", "hotmail.fr"),
        ("free.rf", "free.fr"),
    ],
)
def test_one_slip_in_a_well_known_domain_is_noticed(typed: str, right: str) -> None:
    assert meant(f"Ada.L@{typed}") == f"Ada.L@{right}"


@pytest.mark.parametrize(
    "domain",
    [
        *WELL_KNOWN, *REAL, "orange.com", "laposte.fr", "free.org", "web.com", "gmp.de", "gmx.eu", "hotmail.be",
        "yahoo.it", "aon.com", "mai.de", "wdb.de", "sfp.fr", "line.fr", "uni-leipzig.de", "gtai.de", "outlook.it",
        "silicon-saxony.de", "minalogic.com", "polytec.fr", "example.org", "proton.com", "bmwk.bund.de", "", "gmail",
    ],
)  # fmt: skip
def test_what_is_well_known_or_somebodys_own_is_left_alone(domain: str) -> None:
    assert meant(f"ada@{domain}") is None
