"""Texts that read like an address, a link or a telephone number: no e-mail repeats them.

A stranger fills in the form with somebody else's address and the name "Please confirm at",
"login-bund.com": the confirmation would carry that line under our name. Such a text is left out of
every e-mail to somebody who has not opened a mailed link yet, and so has not proved the address.
It is better to greet a rare honest name with "Good day" than to repeat one lure; so abbreviations
are known (`Dr.-Ing.`, `St. John`, `Co. KG`), and what else ends like a domain is one. Pure.
"""

import re
import unicodedata

DOTS = dict.fromkeys(map(ord, "․‧∙⋅·•。｡．﹒ꞏ⸱܁܂"), ".")
"""Signs that look like a full stop to a reader or to a browser (UTS 46, RFC 5891)."""

SLASHES = dict.fromkeys(map(ord, "⁄∕⧸／╱"), "/")
COLONS = dict.fromkeys(map(ord, "：﹕ː꞉∶"), ":")
HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
LOOK_ALIKE = DOTS | SLASHES | COLONS | HYPHENS

_GENERIC = """
academy agency ai app art asia auction bank bar berlin best bet bio biz blog bot bund business
buzz cam capital care casino center chat city claims cloud club co codes coffee com community
company consulting contact cool coop cyou date deals design dev digital direct download earth
edu education email energy events exchange expert express fail faith finance financial fit fun
fund fyi gallery games gdn global gmbh gov group guide guru hamburg help host house icu info ink
institute int international io jobs kim koeln land law legal life limited link live loan lol
london ltd management market marketing media mil mobi money monster name network net news ngo
ninja one ong online org page paris party photo photos pics plus poker porn press pro promo pub
pw quest racing realty reise reisen report rest review rip rocks ruhr run saarland sale sbs
schule science security services sexy shop show site social software solutions space store
stream studio support surf swiss systems tax team tech technology tel tips tirol today tokyo top
tours town trade training travel trust tube tv university uno vip vision wang watch web website
wien wiki win work works world wtf xin xyz yoga zip zone eu uk рф рус бел укр срб мкд қаз мон
бг ею ευ ελ 中国 中國 公司 网络 网址 网站 香港 台湾 台灣
한국 みんな コム ไทย भारत السعودية مصر امارات شبكة
"""
GENERIC = frozenset(_GENERIC.split())
"""Endings of domains that lures use; two Latin letters are a country's, whichever they are."""

_ABBREVIATED = """
a b c d e f g h i j k l m n o p q r s t u v w x y z ag arch art bsc ca chem co corp dipl dr ed
em eng ev habil hon in inc ing iur jr jun jur kg lic llm ltd mag mba med min mr mrs ms msc mult
nat oec ph phil phd pol priv prof rer rev sc sen soc spa sr srl st ste tech techn theol univ
verw vet
"""
ABBREVIATED = frozenset(_ABBREVIATED.split())
"""Parts of titles, first names and kinds of companies that a point ends: none is a domain."""

SPELLED = r"(?:\(|\[|\{|\s|^)(?:dot|punkt|point|at|ät|arobase|klammeraffe)(?:\)|\]|\}|\s)"

_SCHEME = re.compile(r"\b(?:h[tx]{2}ps?|www)\b|\b(?:ftps?|www\d|mailto|tel|sms|callto)\s*[:.]|://")
_IP = re.compile(r"\b\d{1,3}(?:\s*\.\s*\d{1,3}){3}\b|(?:\b[0-9a-f]{1,4}:){3,}")
_RUN = re.compile(r"[^\s/:@?!#,;()\[\]<>{}\"'|]+")
_SPELLED = re.compile(SPELLED)
_NUMBER = re.compile(r"\+?\d(?:[\s()./:-]*\d){5,}")
_SPACED_DOT = re.compile(r"\s+\.\s*|\s*\.(?=\s+(?:com|net|org|info|biz|online|shop|site|xyz)\b)\s*")


def is_lure(text: str) -> bool:
    """Say whether a reader, or a mail program, may take the text for a way to reach somebody."""
    seen = _as_it_looks(text)
    return (
        "@" in seen
        or any(pattern.search(seen) for pattern in (_SCHEME, _IP, _NUMBER))
        or any(_is_domain(run) for run in _RUN.findall(seen))
        or _is_spelled(seen)
    )


def _as_it_looks(text: str) -> str:
    """Return the text with one sign for all that look alike, without those that nobody sees."""
    apart = unicodedata.normalize("NFKD", text.translate(LOOK_ALIKE)).translate(LOOK_ALIKE)
    seen = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in apart.casefold()
        if unicodedata.category(sign) not in {"Cf", "Mn", "Me", "Cc"} or sign.isspace()
    )
    return _SPACED_DOT.sub(".", unicodedata.normalize("NFC", seen))


def _is_domain(run: str) -> bool:
    """Say whether dotted words end like a domain and are not all abbreviations."""
    parts = [part for part in re.split(r"\.+-?", run.strip(".-–")) if part]
    if len(parts) < 2 or all(part in ABBREVIATED for part in parts):  # noqa: PLR2004
        return False
    ending = parts[-1]
    country = len(ending) == 2 and ending.isascii() and ending.isalpha()  # noqa: PLR2004
    return country or ending in GENERIC or ending.startswith("xn--")


def _is_spelled(seen: str) -> bool:
    """Say whether an address is spelled out: `login at example dot com`, `example [.] com`."""
    plain = re.sub(r"[(\[{]\s*\.\s*[)\]}]", ".", seen)
    if plain != seen:
        return True
    as_dots = _SPELLED.sub(".", seen)
    return as_dots != seen and any(
        _is_domain(run) for run in _RUN.findall(re.sub(r"\s*\.\s*", ".", as_dots))
    )
