"""What other systems call kinds and languages, as we know them."""

import pytest

from eventapp.agenda.kinds import guid_of, kind_of, language_of
from eventapp.agenda.models import SessionKind


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Éröffnung", SessionKind.OPENING), ("Table ronde", SessionKind.PANEL),
     ("Kaffeepause", SessionKind.BREAK), ("plenary", SessionKind.PLENARY),
     ("Vortrag", SessionKind.TALK), ("", SessionKind.TALK)],
)  # fmt: skip
def test_a_word_of_three_languages_means_its_kind_and_others_a_talk(
    word: str, kind: SessionKind
) -> None:
    assert kind_of(word) is kind


def test_every_kind_means_itself() -> None:
    assert [kind_of(kind.value) for kind in SessionKind] == list(SessionKind)


@pytest.mark.parametrize(
    ("word", "code"), [("Französisch", "fr"), ("de-AT", "de"), ("en_GB", "en"), ("nl", "")]
)
def test_a_language_is_known_by_name_and_code(word: str, code: str) -> None:
    assert language_of(word) == code


def test_a_guid_is_one_in_its_usual_writing_alone() -> None:
    usual = "0F8FAD5B-D9CB-469F-A165-70867728950E"

    assert guid_of(usual) == usual.lower()
    assert guid_of(usual.replace("-", "")) is None
    assert guid_of("x" * 36) is None
