"""The demo's texts, each in three languages."""

from eventapp.changes import values_of
from eventapp.demo import event as texts
from eventapp.demo import programme
from eventapp.orm import Translated


def test_every_text_of_the_demo_stands_in_three_languages() -> None:
    def texts_in(value: object) -> list[Translated]:
        if isinstance(value, Translated):
            return [value]
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, tuple | list):
            return [text for part in value for text in texts_in(part)]
        if isinstance(value, programme.Planned):
            return [value.title, value.abstract, *texts_in(value.talks)]
        if isinstance(value, programme.Talk):
            return [value.title]
        if isinstance(value, programme.Hall):
            return [value.name, value.floor, value.place]
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
