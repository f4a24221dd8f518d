"""Why a file is refused: every reason has a sentence, and every value in it is given."""

import pytest

from eventapp import i18n
from eventapp.errors import Sentence
from eventapp.media.errors import SENTENCES, Fault, FileRefused

VALUES = {"most": 10, "width": 160, "height": 200}


@pytest.mark.parametrize("fault", Fault)
def test_every_reason_is_told_in_each_language(fault: Fault) -> None:
    refusal = FileRefused(fault, **VALUES)

    texts = set()
    for language in ("de", "fr", "en"):
        with i18n.speaking(language):
            texts.add(i18n.render(refusal.sentence))

    assert len(texts) == 3
    assert not any("%" in text for text in texts)
    assert (refusal.field, refusal.code) == ("file", fault.value)


def test_each_reason_has_a_sentence_of_its_own() -> None:
    assert {*SENTENCES} == {*Fault}
    assert len({sentence.msgid for sentence in SENTENCES.values()}) == len(Fault)
    assert all(isinstance(sentence, Sentence) for sentence in SENTENCES.values())
