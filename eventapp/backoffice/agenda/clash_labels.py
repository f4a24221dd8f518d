"""What is wrong in the draft, in words: in one sentence, and beside a session it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventapp.agenda.clashes import Clash, ClashReason
from eventapp.agenda.models import AgendaSession
from eventapp.errors import Sentence

ALIKE = (ClashReason.ROOM, ClashReason.PERSON, ClashReason.NOT_PARALLEL, ClashReason.SAME_DAY)
"""What is said beside both sessions alike."""


@dataclass(frozen=True, slots=True)
class LabelledClash:
    """A clash for the organisers: the whole of it, and where it stands."""

    session: AgendaSession
    """The one to look at first."""
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class ClashingDraft:
    """The draft that clashes are about."""

    sessions: Mapping[int, AgendaSession]
    names: Mapping[int, str]
    """Full names of persons by their number."""

    def in_full(self, clash: Clash) -> LabelledClash:
        """Return a clash as one sentence."""
        first = self.sessions[clash.first]
        facts = {"first": first.title, "second": self._other(clash).title}
        who, expected = self.names.get(clash.person or 0, ""), str(first.expected)
        words = {
            ClashReason.ROOM: Sentence(
                "“%(first)s” and “%(second)s” are in the same room at the same time.", **facts
            ),
            ClashReason.PERSON: Sentence(
                "%(who)s is scheduled in “%(first)s” and “%(second)s” at the same time.",
                who=who,
                **facts,
            ),
            ClashReason.AFTER: Sentence(
                "“%(first)s” must begin after “%(second)s” has ended.", **facts
            ),
            ClashReason.SAME_DAY: Sentence(
                "“%(first)s” must be on the same day as “%(second)s”.", **facts
            ),
            ClashReason.NOT_PARALLEL: Sentence(
                "“%(first)s” must not be at the same time as “%(second)s”.", **facts
            ),
            ClashReason.OUTSIDE: Sentence(
                "“%(first)s” lies outside its session “%(second)s”.", **facts
            ),
            ClashReason.SEATS: Sentence(
                "“%(first)s” is planned for %(number)s people; its rooms have fewer seats.",
                first=first.title,
                number=expected,
            ),
            ClashReason.AWAY: Sentence(
                "%(who)s is not present throughout “%(first)s”.",
                who=who,
                first=first.title,
            ),
        }
        return LabelledClash(first, words[clash.reason])

    def by_session(self, clashes: Sequence[Clash]) -> dict[int, list[Sentence]]:
        """Return for each session what is wrong with it, short, for its own place."""
        sentences: dict[int, list[Sentence]] = {}
        for clash in clashes:
            for session, sentence in self._notes(clash):
                sentences.setdefault(session, []).append(sentence)
        return sentences

    def _notes(self, clash: Clash) -> Iterator[tuple[int, Sentence]]:
        first, second = self.sessions[clash.first], self._other(clash)
        if clash.reason is ClashReason.SEATS:
            number = str(first.expected)
            yield (
                first.id,
                Sentence("Planned for %(number)s, more than there are seats", number=number),
            )
        elif clash.reason is ClashReason.AWAY:
            who = self.names.get(clash.person or 0, "")
            yield first.id, Sentence("%(who)s is not present at that time", who=who)
        elif clash.reason in ALIKE:
            yield first.id, self._alike(clash, second)
            yield second.id, self._alike(clash, first)
        elif clash.reason is ClashReason.AFTER:
            yield first.id, Sentence("Must come after “%(title)s”", title=second.title)
            yield second.id, Sentence("Must end before “%(title)s”", title=first.title)
        else:
            yield first.id, Sentence("Outside its session “%(title)s”", title=second.title)
            yield second.id, Sentence("Its talk “%(title)s” lies outside it", title=first.title)

    def _alike(self, clash: Clash, other: AgendaSession) -> Sentence:
        """Return what is said beside both alike."""
        who, title = self.names.get(clash.person or 0, ""), other.title
        if clash.reason is ClashReason.ROOM:
            return Sentence("Same room at the same time: “%(title)s”", title=title)
        if clash.reason is ClashReason.NOT_PARALLEL:
            return Sentence("Must not be parallel to “%(title)s”", title=title)
        if clash.reason is ClashReason.SAME_DAY:
            return Sentence("Must be on the day of “%(title)s”", title=title)
        if other.room is not None:
            return Sentence("%(who)s is also scheduled in %(room)s", who=who, room=other.room.name)
        return Sentence("%(who)s is also scheduled in “%(title)s”", who=who, title=title)

    def _other(self, clash: Clash) -> AgendaSession:
        return self.sessions[clash.first if clash.second is None else clash.second]
