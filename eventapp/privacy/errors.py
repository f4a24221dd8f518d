"""Why data cannot be erased yet."""

from eventapp.errors import Conflict, Sentence


class StillNeeded(Conflict):
    """Who is inside is known to the doors until the event is over."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "You were let in, so the doors need your name until the event is over. "
                "Come back then, or write to the organisers."
            )
        )
