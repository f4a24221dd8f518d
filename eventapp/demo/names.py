"""Invented participants: common given and family names, put together by a seeded draw."""

import random
from dataclasses import dataclass

GERMAN_GIVEN = [
    "Ulrike",
    "Jörg",
    "Sabine",
    "Matthias",
    "Kerstin",
    "Thorsten",
    "Birgit",
    "Andreas",
    "Petra",
    "Stefan",
    "Claudia",
    "Holger",
    "Heike",
    "Jürgen",
    "Silke",
    "Uwe",
    "Anja",
    "Rüdiger",
    "Katja",
    "Frank",
    "Martina",
    "Dirk",
    "Susanne",
    "Björn",
    "Ines",
    "Volker",
    "Nadine",
    "Axel",
    "Gisela",
    "Sönke",
    "Elif",
    "Cem",
    "Łukasz",
    "Agnieszka",
    "Nguyet",
    "Dmitri",
    "Mareike",
    "Götz",
    "Annegret",
    "Henning",
]
GERMAN_FAMILY = [
    "Groß",
    "Übelacker",
    "Häring",
    "Schönland",
    "Neumann",
    "Weiß",
    "Köhler",
    "Brüggemann",
    "Oßwald",
    "Vogelsang",
    "Krämer",
    "Lindqvist",
    "Böttcher",
    "Sommerfeld",
    "Yıldız",
    "Öztürk",
    "Kowalski",
    "Wiśniewska",
    "Reuter",
    "Schäfer",
    "Hartwig",
    "Ebeling",
    "Großkopf",
    "Dörfler",
    "Mayer-Vorfelder",
    "Seifert",
    "Kaltenbach",
    "Wendt",
    "Petersen",
    "Ruppert",
    "Stäbler",
    "Jansen",
    "Engelbrecht",
    "Thielemann",
    "Zöllner",
    "Baumgärtner",
    "Quandt",
    "Hübner",
    "Lautenschläger",
    "Ohnesorge",
    "Fürst",
    "Rothe",
    "Günther",
    "Winkelmann",
    "Haferkamp",
    "Nürnberger",
    "Schwarzkopf",
    "Ziegler",
    "Behrens",
    "Trautmann",
]
FRENCH_GIVEN = [
    "Claire",
    "Philippe",
    "Hélène",
    "Jean-François",
    "Anne-Sophie",
    "Loïc",
    "Frédérique",
    "Benoît",
    "Aurélie",
    "Cédric",
    "Maëlle",
    "Thierry",
    "Françoise",
    "Gaël",
    "Noémie",
    "Rémi",
    "Chantal",
    "Étienne",
    "Zoé",
    "Jérôme",
    "Ségolène",
    "Yannick",
    "Delphine",
    "Bérengère",
    "Mathieu",
    "Karima",
    "Mehdi",
    "Solène",
    "Gaëtan",
    "Inès",
    "Raphaël",
    "Nathalie",
    "Édouard",
    "Marie-Laure",
]
FRENCH_FAMILY = (
    "Delaunay Morel Vasseur|Le Goff|d’Ormesson-Le Goff|Lefèvre Garnier Beauchêne Chevallier "
    "N’Guessan Béranger Rousselle Desprès Fontanel Guérin Charpentier Lacombe Boulanger Pélissier "
    "Marchand Faucheux Tessier Brémond|Saint-Clair-Deville|de La Rochette|L’Hermitte Bensaïd "
    "Ferrière Aubert Montreuil Giraud Collet Perrin Rivoire Cazeneuve Dubreuil Kerguélen Hervieu "
    "Mouret Vauquelin Thibault Loiseau"
)
TITLES = ("", "", "", "", "", "", "Dr.", "Dr.", "Dr.-Ing.", "Prof. Dr.", "Prof. Dr.-Ing.")


@dataclass(frozen=True, slots=True)
class Name:
    """An invented name with the language its bearer writes in."""

    title: str
    given: str
    family: str
    language: str


def _french_family() -> list[str]:
    found: list[str] = []
    for part in FRENCH_FAMILY.split("|"):
        short = part.strip()
        found += [short] if short[0].islower() or "Le Goff" in short else short.split()
    return found


class Draw:
    """Draws names without repeating one."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  (invented people, no secret)
        self.used: set[tuple[str, str]] = set()
        self.french = _french_family()

    def name(self, language: str) -> Name:
        """Return a new name of somebody who writes in that language."""
        givens = FRENCH_GIVEN if language == "fr" else GERMAN_GIVEN
        families = self.french if language == "fr" else GERMAN_FAMILY
        while True:
            pair = (self.chance.choice(givens), self.chance.choice(families))
            if pair not in self.used:
                self.used.add(pair)
                title = "" if language == "fr" else self.chance.choice(TITLES)
                return Name(title, *pair, language)
