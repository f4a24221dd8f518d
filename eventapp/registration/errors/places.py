"""Why a place is not given or released."""

from eventapp.errors import Conflict, Expired, Invalid, Sentence


class ReasonMissing(Invalid):
    """A place beyond those there are is given with a reason alone."""

    def __init__(self) -> None:
        words = Sentence("No place is free. Write why there shall be one all the same.")
        super().__init__(words, field="reason")


class FullByHand(Conflict):
    """Somebody registered by hand would join the waiting list, and nobody has said that."""

    def __init__(self) -> None:
        words = Sentence(
            "No place is free in this group. Choose another group, or say below what shall happen."
        )
        super().__init__(words, field="if_full")


class OfferOver(Expired):
    """The deadline of an offer passed and the place went on."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The time for this offer is over, and the place went to the next. You keep waiting "
                "and get an offer again when a place is free."
            )
        )


class ReleasedAlready(Conflict):
    """The contingent keeps no places any more."""

    def __init__(self) -> None:
        super().__init__(Sentence("This contingent was released already."))
