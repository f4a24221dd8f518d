"""Why an e-mail is not sent is said in the reader's language."""

import pytest

from eventapp import i18n
from eventapp.errors import Refusal
from eventapp.mail.errors import NoLongerTrue, NoSuchEmail, OnItsWay


@pytest.mark.parametrize("refusal", [NoSuchEmail(), OnItsWay(), NoLongerTrue()])
def test_each_refusal_has_words_of_its_own_in_every_language(refusal: Refusal) -> None:
    said = set()
    for code in i18n.NAMES:
        with i18n.speaking(code):
            said.add(i18n.render(refusal.sentence))

    assert len(said) == len(i18n.NAMES)
