"""Why a paper for the podium cannot be made or had."""

from eventapp.errors import Conflict, NotFound, Sentence


class NothingToPrint(Conflict):
    """What was chosen has nobody and nothing that such a paper shows."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "There is nothing to print, as your selection has no people or sessions for this "
                "document."
            )
        )


class PaperIsGone(NotFound):
    """The file was removed when its time was over, or never existed."""

    def __init__(self) -> None:
        super().__init__(Sentence("This file is no longer available. Please create it again."))
