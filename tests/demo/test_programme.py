"""The demo's texts, each in three languages."""

from eventapp.changes import values_of
from eventapp.demo import event as texts
from eventapp.demo import programme
from eventapp.orm import Translated


def test_every_text_of_the_demo_stands_in_three_languages() -> None:
    def texts_in(found: object) -> list[Translated]:
        if isinstance(found, Translated):
            return [found]
        if isinstance(found, dict):
            found = list(found.values())
        if isinstance(found, tuple | list):
            return [text for part in found for text in texts_in(part)]
        if isinstance(found, programme.Planned):
            return [found.title, found.abstract, *texts_in(found.talks)]
        if isinstance(found, programme.Talk):
            return [found.title]
        if isinstance(found, programme.Hall):
            return [found.name, found.floor, found.place]
        return []

    parts = (
        texts.NOTICE,
        values_of(texts.EVENT),
        texts.GROUPS,
        texts.RECEPTION,
        texts.CONSENTS,
        texts.DESKS,
    )
    every = texts_in([*parts, programme.ROOMS, programme.SESSIONS, programme.BLOCKED])

    assert len(every) > 60
    for text in every:
        stands = text.as_dict()
        assert not stands or set(stands) == {"de", "fr", "en"}, stands
        french = stands.get("fr", "")
        for sign in ":;?!":
            assert f" {sign}" not in french, french
