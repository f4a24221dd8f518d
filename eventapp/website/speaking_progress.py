"""How far it is with a contribution, as steps at the head of a contributor's own page."""

from dataclasses import dataclass

from eventapp.i18n import gettext as _
from eventapp.speakers.standing import Standing

SAID_YES = (Standing.ACCEPTED, Standing.CONFIRMED, Standing.ARRIVED)
SETTLED = (Standing.CONFIRMED, Standing.ARRIVED)


@dataclass(frozen=True, slots=True)
class Step:
    """A step, done or not; the first that is not is where one stands."""

    word: str
    is_done: bool


def steps_of(standing: Standing, *, complete: bool) -> list[Step]:
    """Return the steps from the answer to the arrival; none for who declined or was not asked.

    `complete` says that nothing is missing.
    """
    if standing in {Standing.DECLINED, Standing.DRAFT}:
        return []
    return [
        Step(_("Answer"), standing in SAID_YES),
        Step(_("Details"), complete and standing in SAID_YES),
        Step(_("Confirmation"), standing in SETTLED),
        Step(_("Arrival"), standing is Standing.ARRIVED),
    ]
