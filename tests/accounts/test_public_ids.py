"""Random names by which accounts' things are called in addresses and on command lines."""

from eventapp.accounts.models import new_public_id


def test_no_public_id_reads_like_an_option_of_a_command() -> None:
    assert [
        public_id
        for public_id in (new_public_id() for _ in range(2000))
        if public_id.startswith("-")
    ] == []
