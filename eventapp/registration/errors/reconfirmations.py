"""Why nobody can be asked, or answer, whether they still come."""

from eventapp.errors import Conflict, Invalid, Sentence


class NobodyToAsk(Conflict):
    """No confirmed place is there to ask about."""

    def __init__(self) -> None:
        super().__init__(Sentence("Nobody has a confirmed place in these categories."))


class DatePassed(Invalid):
    """The date to answer by has passed."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This time has already passed. Please choose a later one."), field="answer_by"
        )


class NotAsked(Conflict):
    """Nobody asked the participant whether they still come, or the place is gone."""

    def __init__(self) -> None:
        super().__init__(Sentence("There are no more questions for you to answer."))
