"""Why what participants are asked cannot be changed."""

from eventapp.errors import Conflict, Invalid, Sentence
from eventapp.orm import Translated


class KindFixed(Conflict):
    """A question somebody answered stays of its kind."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This question has already been answered, so its type cannot be changed. Archive "
                "it and add a new one."
            ),
            field="kind",
        )


class ChoiceChosen(Conflict):
    """An answer somebody chose stays in the list."""

    def __init__(self, label: Translated, number: int) -> None:
        super().__init__(
            Sentence(
                "“%(label)s” has been chosen once and cannot be removed. Change its wording, or "
                "archive the question.",
                "“%(label)s” has been chosen %(num)s times and cannot be removed. Change its "
                "wording, or archive the question.",
                number,
                label=label,
            ),
            field="choices",
        )


class TooFewChoices(Invalid):
    """There is nothing to choose between."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Please enter at least two answers to choose from."), field="choices"
        )
