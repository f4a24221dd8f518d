"""Which texts the overview lists, and what it says of them in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from eventapp import i18n
from eventapp.backoffice.overview.changed_fields import label_of
from eventapp.backoffice.settings.forms import EventForm
from eventapp.errors import Sentence
from eventapp.events.models import Role
from eventapp.languages import LANGUAGES
from eventapp.texts.standing import OPEN, TextState
from eventapp.web import access
from eventapp.workflows.public_texts import TextStanding
from eventapp.workflows.text_kinds import FIELDS, OF_PROGRAMME, PARTS, PublicText, TextOwner

STATES = {
    TextState.MISSING: ("bad", "cross", Sentence("missing")),
    TextState.DRAFT: ("info", "file", Sentence("Draft")),
    TextState.OUTDATED: ("warn", "alert", Sentence("outdated")),
    TextState.REVIEWED: ("ok", "check", Sentence("reviewed")),
    TextState.WAITING: ("info", "wait", Sentence("waits for its source")),
}
"""Tone, symbol and word of each state."""

OWNERS = {
    TextOwner.TEAM: Sentence("Organising team"),
    TextOwner.CONTRIBUTOR: Sentence("Contributors"),
    TextOwner.HOST: Sentence("Hosts and co-hosts"),
}
PART_NAMES = {"function": Sentence("Position"), "choices": Sentence("Answer")}
"""What the texts of parts of records are called."""
MOST = 200
"""Texts on the page; the next ones follow as these are done."""


@dataclass(frozen=True, slots=True)
class TextSearch:
    """Which texts somebody wants to see."""

    owner: TextOwner | None
    state: TextState | None
    language: str

    def holds(self, known: TextStanding) -> bool:
        """Say whether a text is one of these; without a state, those with something to do."""
        states = OPEN if self.state is None else (self.state,)
        languages = [self.language] if self.language else list(LANGUAGES)
        mine = self.owner is None or known.owner is self.owner
        return mine and any(known.states[code] in states for code in languages)


def asked() -> TextSearch:
    """Return what the address asks for; nonsense counts as not asked."""
    args, language = request.args, request.args.get("language", "")
    return TextSearch(
        owner=next((owner for owner in TextOwner if owner.value == args.get("owner")), None),
        state=next((state for state in STATES if state.value == args.get("state")), None),
        language=language if language in LANGUAGES else "",
    )


def kinds_open_to_member() -> Sequence[str]:
    """Return the kinds of records whose texts the member may edit."""
    organiser = Role.ORGANISER in access.member().roles
    return tuple(FIELDS) if organiser else OF_PROGRAMME


def key_of(text: PublicText) -> str:
    """Return what an address calls a text."""
    return ".".join(text.key)


def title_of(text: PublicText) -> str:
    """Return what a text is called: its record, the part of it that is meant, its field."""
    names = (i18n.render(name) for name in (text.name, text.part) if name)
    return ", ".join([*names, _label(text)])


def _label(text: PublicText) -> str:
    """Return what the form of its record calls a text."""
    if text.kind == "event":
        unbound = getattr(EventForm, text.field)
        return next(str(word) for word in unbound.args if not isinstance(word, type))
    part = text.field.partition(".")[0]
    if part == PARTS.get(text.kind):
        return i18n.render(PART_NAMES[part])
    return label_of(text.kind, text.field)


def following(known: Sequence[TextStanding], here: TextStanding) -> list[TextStanding]:
    """Return the other texts in the order of the page, from this one on and then from its start."""
    ordered = [each for _owner, rows in grouped(known) for each in rows]
    keys = [each.text.key for each in ordered]
    at = keys.index(here.text.key) if here.text.key in keys else -1
    return ordered[at + 1 :] + ordered[: max(at, 0)]


def grouped(known: Sequence[TextStanding]) -> list[tuple[str, list[TextStanding]]]:
    """Return texts by who owes them, hosts each by themselves."""
    groups: dict[tuple[TextOwner, str], list[TextStanding]] = {}
    for each in known:
        name = each.text.owner_name if each.owner is TextOwner.HOST else ""
        groups.setdefault((each.owner, name), []).append(each)
    order = list(TextOwner)
    return [
        (name or i18n.render(OWNERS[owner]), rows)
        for (owner, name), rows in sorted(
            groups.items(), key=lambda group: (order.index(group[0][0]), group[0][1])
        )
    ]
