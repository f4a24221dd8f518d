"""Why something about contributors is refused."""

from eventapp.errors import Conflict, Sentence


class TooManyMaterials(Conflict):
    """A session holds as many materials as it may."""

    def __init__(self, most: int) -> None:
        super().__init__(
            Sentence(
                "At most %(most)s files can be kept for a session. Please replace or remove one "
                "first.",
                most=most,
            )
        )
        self.field = "file"
