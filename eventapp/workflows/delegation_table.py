"""A host's delegation as a table: everybody of the list, with the heads that an import knows."""

from collections.abc import Iterator, Sequence

from eventapp.workflows.delegations import Delegate

HEADS = (
    "state",
    "since",
    "title",
    "given_name",
    "family_name",
    "email",
    "organisation",
    "country",
    "language",
    "category",
    "reference",
    "in_programme",
)
"""Keys name the columns, never labels: a program still reads the list after a label changes."""


def rows(delegates: Sequence[Delegate]) -> Iterator[list[str]]:
    """Yield the heads, then a row for each of a delegation; moments as ISO 8601."""
    yield [*HEADS]
    for row in delegates:
        registration, invitation = row.registration, row.invitation
        asked = registration or invitation
        yield [
            row.state.value,
            row.since.isoformat(timespec="minutes") if row.since is not None else "",
            registration.title if registration is not None else "",
            row.given_name,
            row.family_name,
            row.email,
            row.organisation,
            registration.country if registration is not None else "",
            asked.language if asked is not None else "",
            asked.category.key if asked is not None else "",
            registration.reference if registration is not None else "",
            "yes" if row.speaks else "",
        ]
