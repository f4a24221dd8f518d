"""What changed in a source since its translation was reviewed, paragraph by paragraph. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

BREAK = re.compile(r"\n\s*\n")
TOKEN = re.compile(r"\s+|[^\s]+")


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph that are the same, new, or gone."""

    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph of the source as it stands, with what is otherwise than before."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Say whether anything in it is otherwise."""
        return any(piece.mark is not Mark.SAME for piece in self.pieces)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text; a line break inside of one stays."""
    return [part.strip() for part in BREAK.split(text) if part.strip()]


def joined(parts: Sequence[str]) -> str:
    """Return paragraphs as one text; empty ones are left out."""
    return "\n\n".join(part.strip() for part in parts if part.strip())


def compared(before: str | None, now: str) -> list[SourceParagraph]:
    """Return the source's paragraphs with what changed in them; None: nothing to compare with.

    A paragraph that is gone stands with the one before it, or with the first.
    """
    present = paragraphs(now)
    if before is None or before == now:
        return [SourceParagraph((Piece(Mark.SAME, text),)) for text in present]
    made: list[tuple[Piece, ...]] = []
    lost: list[Piece] = []
    for old, new in _pairs(paragraphs(before), present):
        if new is None:
            gone = Piece(Mark.GONE, old or "")
            if made:
                made[-1] = (*made[-1], Piece(Mark.SAME, " "), gone)
            else:
                lost += [gone, Piece(Mark.SAME, " ")]
            continue
        pieces = tuple(_pieces(old, new)) if old is not None else (Piece(Mark.NEW, new),)
        made.append((*lost, *pieces))
        lost = []
    if lost:
        made.append(tuple(lost))
    return [SourceParagraph(pieces) for pieces in made]


def _pairs(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Yield the paragraphs of both that are one another; None: there or gone."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(before[i1:i2], now[j1:j2], strict=True)
            continue
        old, new = before[i1:i2], now[j1:j2]
        for place in range(max(len(old), len(new))):
            yield (
                old[place] if place < len(old) else None,
                new[place] if place < len(new) else None,
            )


def _pieces(before: str, now: str) -> Iterator[Piece]:
    """Yield the words of a paragraph: the same, gone, new."""
    old, new = TOKEN.findall(before), TOKEN.findall(now)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Mark.SAME, "".join(new[j1:j2]))
            continue
        if i1 < i2:
            yield Piece(Mark.GONE, "".join(old[i1:i2]))
        if j1 < j2:
            yield Piece(Mark.NEW, "".join(new[j1:j2]))
