"""What other systems call kinds of sessions and languages, as we know them. Pure."""

import uuid

from eventapp.agenda.models import SessionKind
from eventapp.languages import LANGUAGES
from eventapp.text_search import fold

WORDS = {
    SessionKind.OPENING: ("opening", "eroffnung", "ouverture", "welcome", "accueil"),
    SessionKind.PLENARY: ("plenary", "plenum", "pleniere", "keynote"),
    SessionKind.PANEL: ("panel", "podium", "table ronde", "round table"),
    SessionKind.WORKSHOP: ("workshop", "atelier", "hands-on", "tutorial", "training"),
    SessionKind.DISCUSSION: ("discussion", "diskussion", "bof", "meeting", "debat"),
    SessionKind.MATCHMAKING: ("matchmaking", "networking", "speed"),
    SessionKind.RECEPTION: ("reception", "empfang", "party", "social", "apero", "cocktail"),
    SessionKind.BREAK: ("break", "pause", "lunch", "coffee", "meal", "repas", "mittag", "diner"),
    SessionKind.CLOSING: ("closing", "abschluss", "cloture"),
}


def kind_of(word: str) -> SessionKind:
    """Return the kind a file's word means; a talk where it means none of ours."""
    folded = fold(word).strip()
    for kind in SessionKind:
        if folded == kind.value:
            return kind
    for kind, words in WORDS.items():
        if any(part in folded for part in words):
            return kind
    return SessionKind.TALK


def language_of(word: str) -> str:
    """Return the code of one of our languages; empty where the word is none."""
    folded = fold(word).strip().split("-")[0].split("_")[0]
    return next(
        (code for code, language in LANGUAGES.items() if folded in {code, *language.called}), ""
    )


def guid_of(text: str) -> str | None:
    """Return the text as a UUID in its usual writing (RFC 9562); None: it is none."""
    try:
        return str(uuid.UUID(text)) if len(text) == 36 else None  # noqa: PLR2004  (a UUID as text)
    except ValueError:
        return None
