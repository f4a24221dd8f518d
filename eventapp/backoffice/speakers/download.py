"""The list of contributors as a table: whom to ask for what, and where to reach them."""

from collections.abc import Iterable, Iterator

from eventapp import i18n
from eventapp.agenda.render import PARTS
from eventapp.backoffice.speakers.words import STANDINGS
from eventapp.errors import Sentence
from eventapp.speakers.open_points import in_words
from eventapp.workflows.contributors import ContributorRow

HEADS = (
    Sentence("Name"),
    Sentence("Organisation"),
    Sentence("Session and role"),
    Sentence("State"),
    Sentence("Still open"),
    Sentence("Language of e-mails"),
    Sentence("E-mail"),
    Sentence("Assistant"),
    Sentence("Answer by"),
    Sentence("Details by"),
    Sentence("Reminded"),
)


def rows(contributors: Iterable[ContributorRow]) -> Iterator[list[str]]:
    """Yield the heads and a row for each contributor, in words of the present language.

    Journeys and what somebody needs are not in it: the care team alone reads these.
    """
    yield [i18n.render(head) for head in HEADS]
    for row in contributors:
        person, contributor = row.person, row.contributor
        parts = (
            f"{i18n.render(role.session.title)} ({i18n.render(PARTS[role.part.value])})"
            for role in row.roles
        )
        days = (contributor.answer_by, contributor.details_by, contributor.reminded_at)
        yield [
            person.full_name,
            person.organisation.called(i18n.language()) if person.organisation else "",
            "; ".join(parts),
            i18n.render(STANDINGS[row.standing][2]),
            ", ".join(map(in_words, row.points)),
            contributor.language,
            person.email or "",
            ", ".join(filter(None, (person.assistant_name, person.assistant_email))),
            *(day.strftime("%Y-%m-%d") if day else "" for day in days),
        ]
