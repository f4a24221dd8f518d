"""Who reads: the language and zone of a block, and afterwards those of before."""

from zoneinfo import ZoneInfo

import pytest

from eventapp.i18n import reader


def test_a_block_speaks_its_language_and_the_one_around_it_goes_on() -> None:
    with reader.speaking("de", "Europe/Berlin"):
        with reader.speaking("fr"):
            assert (reader.language(), reader.zone()) == ("fr", ZoneInfo("UTC"))
        assert (reader.language(), reader.zone()) == ("de", ZoneInfo("Europe/Berlin"))


def test_a_block_that_breaks_off_speaks_no_longer() -> None:
    before = reader.language()

    with pytest.raises(ZeroDivisionError), reader.speaking("fr" if before != "fr" else "de"):
        raise ZeroDivisionError

    assert reader.language() == before
