"""Scope: the event and the organisations whose rows someone may see."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader may see of one event; every query that lists rows of people takes one."""

    event_id: int
    organisation_ids: frozenset[int] | None = None
    """None means every organisation; a co-host's representative has a set, possibly empty."""

    @property
    def everything(self) -> bool:
        """Say whether the whole event may be seen."""
        return self.organisation_ids is None

    def includes(self, organisation_id: int | None) -> bool:
        """Say whether what an organisation keeps may be seen; None: what none of them keeps."""
        return self.organisation_ids is None or organisation_id in self.organisation_ids
