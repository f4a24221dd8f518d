"""Why a place is not given or released."""

from eventapp.errors import Conflict, Expired, Invalid, Sentence


class ReasonMissing(Invalid):
    """A place beyond those there are is given with a reason alone."""

    def __init__(self) -> None:
        words = Sentence("No place is free. Please give the reason for adding one nevertheless.")
        super().__init__(words, field="reason")


class ContingentFull(Conflict):
    """A host gives the places that are kept for it, and no others."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "All places of the contingent are taken. Invite the person instead; they then wait "
                "for a place."
            )
        )


class FullByHand(Conflict):
    """Somebody registered by hand would join the waiting list, and nobody has said that."""

    def __init__(self) -> None:
        words = Sentence(
            "No place is free in this category. Choose another category, or decide below what "
            "should happen."
        )
        super().__init__(words, field="if_full")


class OfferOver(Expired):
    """The deadline of an offer passed and the place went on."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This offer has expired, and the place has gone to the next person. You remain "
                "on the waiting list and will receive a new offer as soon as a place becomes "
                "free."
            )
        )


class ReleasedAlready(Conflict):
    """The contingent keeps no places any more."""

    def __init__(self) -> None:
        super().__init__(Sentence("This allocation has already been opened to all."))
