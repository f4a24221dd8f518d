"""Invented names: enough of them, and addresses as offices give them."""

from eventapp.demo.names import Draw, Name, address_of


def test_names_do_not_run_out() -> None:
    draw = Draw(7)

    drawn = {draw.name(language) for language in ("de", "fr") * 2500}

    assert len({(name.given, name.family) for name in drawn}) == 5000


def test_addresses_look_like_those_of_offices() -> None:
    name = Name("Dr.", "Anne-Sophie", "d’Aubreville-Le Goff")

    assert address_of(name, "Bundesministerium für Wirtschaft und Energie (BMWi)") == (
        "anne-sophie.daubreville-le-goff@bmwi.example.org"
    )
    assert address_of(Name("", "Jörg", "Schäfer"), "Photonics BW e. V.") == (
        "joerg.schaefer@photonics-bw.example.org"
    )
