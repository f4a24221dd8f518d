"""Which records stand together in the organisers' area."""

from eventapp.forms.kinds.kind import Kind

DIRECTORY = ("hosts", "contributors", "organisations", "information-desks")


def section_of(kind: Kind) -> str:
    """Return the part of the back office that the kind's pages belong to."""
    if kind.key in DIRECTORY:
        return "people"
    if kind.key == "entrances":
        return "checkin"
    return "agenda" if kind.of_programme else "settings"
