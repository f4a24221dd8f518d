"""Badge tokens against the vectors of checkin-protocol section 3, and against nonsense."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from eventapp.badges import codes
from eventapp.badges.codes import NotABadge

EVENT = bytes.fromhex("ce36863f51b6baf9d16397ffb3e9af50")
BADGE = bytes.fromhex("00112233445566778899aabbccddeeff")
SECRET = int.from_bytes(bytes(range(1, 33)))
PUBLIC = bytes.fromhex(
    "04515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f"
    "4536be3a50f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f9354"
)
TOKEN = (
    "280128HK8HANCVU8K6MBPK6VVTXG2W3AASUPVCVE6X2PSEMG91FT5NHAB8HC4RT8GSGV5KC82W9TRJ77USKJ7F476D3FKN"
    "V7C75W5PQXFXCQXFJKR8FQA5GVKBNNV022Q0NG"
)
SEALED = (
    "0000000000000000000000003fe261f8cb5db3f31b843ccf3612de6579fa6751f44c4181f1851b0fd1d28d3c851f247f"
    "9a9bfdf7"
)


def key() -> ec.EllipticCurvePrivateKey:
    """Return the vectors' private key."""
    return ec.derive_private_key(SECRET, ec.SECP256R1())


def test_token_is_that_of_the_vector() -> None:
    assert codes.make(key(), 2, EVENT, BADGE, 1) == TOKEN
    assert len(TOKEN) == 132


def test_token_of_the_vector_verifies_for_its_event_alone() -> None:
    token = codes.parse(TOKEN)

    assert (token.kid, token.badge_id, token.badge_class) == (2, BADGE, 1)
    assert codes.verifies(token, EVENT, PUBLIC)
    assert not codes.verifies(token, bytes(16), PUBLIC)


def test_idx_and_sealed_record_are_those_of_the_vectors() -> None:
    sealed = codes.seal(EVENT, BADGE, b'{"n":"Erika Mustermann"}', bytes(12))

    assert codes.idx_of(EVENT, BADGE).hex() == "2017e67903b431fd5ccc4a5c071a6d1a"
    assert sealed.hex() == SEALED
    assert codes.unseal(EVENT, BADGE, sealed) == b'{"n":"Erika Mustermann"}'


def test_what_scanners_add_is_taken_away() -> None:
    assert codes.parse(f"]C1{TOKEN[:50].lower()}- {TOKEN[50:]}\n").badge_id == BADGE


@given(st.text(max_size=200))
def test_every_other_text_is_not_a_badge(text: str) -> None:
    with pytest.raises(NotABadge):
        codes.parse(text)


@given(st.integers(0, 131), st.sampled_from(codes.ALPHABET))
def test_a_changed_character_never_verifies(place: int, letter: str) -> None:
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    if changed == TOKEN:
        return
    try:
        token = codes.parse(changed)
    except NotABadge:
        return
    assert not codes.verifies(token, EVENT, PUBLIC)


@given(st.binary(min_size=16, max_size=16), st.integers(0, 8), st.sampled_from(codes.ALPHABET))
def test_fallback_code_catches_one_wrong_character(badge: bytes, place: int, letter: str) -> None:
    code = codes.fallback_of(badge)
    wrong = code[:place] + letter + code[place + 1 :]

    assert codes.read_fallback(codes.shown(code).lower()) == code
    weights = [*range(2, 10), 0]
    difference = (codes.ALPHABET.index(letter) - codes.ALPHABET.index(code[place])) * weights[place]
    if wrong != code and (place == 8 or difference % 31):
        with pytest.raises(NotABadge):
            codes.read_fallback(wrong)
