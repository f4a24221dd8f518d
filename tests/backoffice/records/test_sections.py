"""Which part of the team's area a kind of record belongs to."""

from eventapp.backoffice.records.sections import DIRECTORY, section_of
from eventapp.forms.kinds import KINDS


def test_the_directory_is_people_the_programme_agenda_and_the_rest_settings() -> None:
    sections = {key: section_of(kind) for key, kind in KINDS.items()}

    assert {key for key, section in sections.items() if section == "people"} == set(DIRECTORY)
    assert sections["rooms"] == sections["tracks"] == "agenda"
    assert sections["questions"] == "settings"
