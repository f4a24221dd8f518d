"""By what one finds a contributor: own words, those of each part, organisations once."""

from eventapp.agenda.cast import cast_of, organisations_of
from eventapp.agenda.items import Part, Speaker
from eventapp.orm import Translated
from eventapp.text_search import search_words
from tests.factories.items import an_item

ADA = Speaker(
    "ada", "Ada Lovelace", "", "BioRegio STERN", Translated(fr="Ingénieure"), Translated()
)
BO = Speaker("bo", "Bo Muster", "", "bioregio stern e. V.", Translated(), Translated())


def test_contributors_are_found_by_what_they_are_called_everywhere() -> None:
    talk = an_item(
        1,
        languages=("fr", "en"),
        parts=(
            Part(ADA, "moderator", "Bpifrance", Translated(de="Beirätin")),
            Part(BO, "speaker", BO.organisation, BO.function),
        ),
    )

    ada, bo = cast_of([ADA, BO], lambda _person: (talk,))

    for typed in ("ingenieure", "BPI", "lovel beiratin", "stern"):
        assert ada.holds(search_words(typed))
    assert not bo.holds(search_words("bpifrance"))
    assert ada.organisations == ("BioRegio STERN", "Bpifrance")
    assert (*ada.parts, *bo.parts) == ("moderator", "speaker")
    assert ada.tongues == ("fr", "en")
    assert list(organisations_of([ada, bo]).values()) == ["BioRegio STERN", "Bpifrance"]
