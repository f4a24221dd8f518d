"""Why what participants are asked cannot be changed."""

from eventapp.errors import Conflict, Invalid, Sentence
from eventapp.orm import Translated


class KindFixed(Conflict):
    """A question somebody answered stays of its kind."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "There are answers of this kind already. Put the question away and ask a new one."
            ),
            field="kind",
        )


class ChoiceChosen(Conflict):
    """An answer somebody chose stays in the list."""

    def __init__(self, label: Translated, number: int) -> None:
        super().__init__(
            Sentence(
                "“%(label)s” was chosen once and stays. "
                "Change its words, or put the question away.",
                "“%(label)s” was chosen %(num)s times and stays. "
                "Change its words, or put the question away.",
                number,
                label=label,
            ),
            field="choices",
        )


class TooFewChoices(Invalid):
    """There is nothing to choose between."""

    def __init__(self) -> None:
        super().__init__(Sentence("Write at least two answers to choose from."), field="choices")
