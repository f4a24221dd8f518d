"""Invented participants: common given and family names, put together by a seeded draw."""

import random
import re
from dataclasses import dataclass

from eventapp.text_search import fold

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
    "Lindhorst",
    "Böttcher",
    "Sommerfeld",
    "Yıldız",
    "Öztürk",
    "Kowalski",
    "Wiśniewski",
    "Reuter",
    "Schäfer",
    "Hartwig",
    "Ebeling",
    "Großkopf",
    "Dörfler",
    "Mayer-Lindenau",
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
    "Quast",
    "Hübner",
    "Lautenschläger",
    "Ohnsorg",
    "Fürst",
    "Rothe",
    "Günther",
    "Winkelmann",
    "Haferkamp",
    "Nürnberger",
    "Schwarzenau",
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
    "Delaunay Morel Vasseur|Le Goff|d’Aubreville-Le Goff|Lefèvre Garnier Beauchêne Chevallier "
    "N’Guessan Béranger Rousselle Desprès Fontanel Guérin Charpentier Lacombe Boulanger Pélissier "
    "Marchand Faucheux Tessier Brémond|Saint-Clair-Deville|de La Rochette|L’Hermitte Bensaïd "
    "Ferrière Aubert Montfaucon Giraud Collet Perrin Rivoire Castelneau Dubreuil Kerguélen Hervieu "
    "Mouret Vauquelin Thibault Loiseau"
)
TITLES = {
    "de": {
        "": 66,
        "Dr.": 20,
        "Dr.-Ing.": 7,
        "Prof. Dr.": 4,
        "Prof. Dr.-Ing.": 2,
        "Dr. rer. nat.": 1,
    },
    "fr": {"": 92, "Dr": 5, "Pr": 3},
}
"""Of a hundred people who write in a language, how many put which title before their name."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
LEFT_OUT = frozenset(("e", "v", "gmbh", "ag", "ggmbh", "mbh", "co", "fuer", "zur", "der", "the"))
"""Words of an organisation's name that its mail domain does without."""
LONGEST_DOMAIN = 24


@dataclass(frozen=True, slots=True)
class Name:
    """An invented name."""

    title: str
    given: str
    family: str


def _french_family() -> list[str]:
    parts: list[str] = []
    for part in FRENCH_FAMILY.split("|"):
        short = part.strip()
        parts += [short] if short[0].islower() or "Le Goff" in short else short.split()
    return parts


class Draw:
    """Draws names without repeating one."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  (invented people, no secret)
        self.used: set[tuple[str, str]] = set()
        self.french = _french_family()

    def name(self, language: str) -> Name:
        """Return a new name, German or French; when short ones run out, a double family name."""
        givens = FRENCH_GIVEN if language == "fr" else GERMAN_GIVEN
        families = self.french if language == "fr" else GERMAN_FAMILY
        pair = (self.chance.choice(givens), self.chance.choice(families))
        while pair in self.used:
            given, family = self.chance.choice(givens), self.chance.choice(families)
            if len(self.used) > len(givens) * len(families) // 2:
                family = f"{family}-{self.chance.choice(families)}"
            pair = (given, family)
        self.used.add(pair)
        titles = TITLES[language]
        title = self.chance.choices(list(titles), list(titles.values()))[0]
        return Name(title, *pair)


def address_of(name: Name, organisation: str) -> str:
    """Return a mail address as people have it at work, in a domain that reaches nobody."""
    short = re.search(r"\((\w{2,8})\)", organisation)
    words = _plain(short[1] if short else organisation).split()
    domain = words[0][:24]
    for word in words[1:]:
        if len(domain) + len(word) < LONGEST_DOMAIN and word not in LEFT_OUT:
            domain += f"-{word}"
    local = ".".join("-".join(_plain(part).split()) for part in (name.given, name.family))
    return f"{local}@{domain}.example.org"


def _plain(text: str) -> str:
    """Return the text in ASCII words: Schäfer becomes schaefer, l’Hermitte lhermitte."""
    folded = fold(text.lower().translate(UMLAUTS)).replace("'", "")
    return "".join(
        character if character.isascii() and character.isalnum() else " " for character in folded
    )
