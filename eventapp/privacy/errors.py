"""Why data cannot be erased yet."""

from eventapp.errors import Conflict, Sentence


class StillNeeded(Conflict):
    """Who is inside is known to the doors until the event is over."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "You have been checked in, so your name is needed at the entrances until the "
                "event is over. Please come back then, or write to the organisers."
            )
        )
