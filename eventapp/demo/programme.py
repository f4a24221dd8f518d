"""The programme as it was announced for 26 March 2015, in three languages; slots are ours.

Known are titles, kinds and the beginnings at 11:00, 13:30 and 15:00; rooms, ends and breaks are
filled in so that a day comes out of it.
"""

from dataclasses import dataclass, field
from datetime import time

from eventapp.agenda.models import SessionKind
from eventapp.orm import Translated


@dataclass(frozen=True, slots=True)
class Planned:
    """A session of the demo: which room, from and until on the wall clock."""

    title: Translated
    kind: SessionKind
    room: str
    begins: time
    ends: time
    evening_before: bool = False
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    """Pairs of languages, from and into."""
    abstract: Translated = field(default_factory=Translated)
    people: tuple[str, ...] = ()
    restricted: bool = False
    places: int | None = None
    """How many may sign up; None: without sign-up."""
    recorded: bool = False
    talks: tuple["Talk", ...] = ()
    first_in: str = ""
    """The room it stood in when the invitation went out, if that was another one."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk of a session; without a time it comes when it comes."""

    title: Translated
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """A room of the demo."""

    name: Translated
    floor: Translated = field(default_factory=Translated)
    place: Translated = field(default_factory=Translated)
    seats: int | None = None
    accessible: bool | None = True


GROUND = Translated(de="Erdgeschoss", fr="Rez-de-chaussée", en="Ground floor")
FIRST = Translated(de="1. Obergeschoss", fr="1er étage", en="First floor")

ROOMS = {
    "aula": Hall(Translated.same("Aula"), GROUND, seats=280),
    "eichensaal": Hall(Translated.same("Eichensaal"), FIRST, seats=120),
    "galerie": Hall(
        Translated(de="Galerie", fr="Galerie", en="Gallery"), FIRST, seats=60, accessible=False
    ),
    "foyer": Hall(Translated(de="Foyer", fr="Foyer", en="Foyer"), GROUND),
    "botschaft": Hall(
        Translated(de="Französische Botschaft", fr="Ambassade de France", en="French Embassy"),
        place=Translated.same("Pariser Platz 5, Berlin"),
        seats=150,
        accessible=None,
    ),
}

SESSIONS = (
    Planned(
        Translated(
            de="Empfang in der Französischen Botschaft",
            fr="Réception à l’ambassade de France",
            en="Reception at the French Embassy",
        ),
        SessionKind.RECEPTION,
        "botschaft",
        time(19),
        time(21, 30),
        evening_before=True,
        languages=("fr", "de"),
        abstract=Translated(
            de="Nur für Mitglieder von go-cluster und Pôles de compétitivité. Bitte bringen Sie "
            "einen Ausweis mit; am Eingang liegt eine Gästeliste.",
            fr="Réservée aux membres de go-cluster et aux pôles de compétitivité. Munissez-vous "
            "d’une pièce d’identité\u202f; une liste d’invités est tenue à l’entrée.",
            en="For members of go-cluster and pôles de compétitivité only. Bring an identity "
            "document; there is a guest list at the entrance.",
        ),
        restricted=True,
    ),
    Planned(
        Translated(de="Eröffnung", fr="Ouverture", en="Opening"),
        SessionKind.OPENING,
        "aula",
        time(9, 30),
        time(10, 30),
        languages=("de", "fr"),
        interpretation=("de-fr", "fr-de"),
        abstract=Translated(
            de="Die beiden gastgebenden Ministerien eröffnen den Tag.",
            fr="Les deux ministères hôtes ouvrent la journée.",
            en="The two host ministries open the day.",
        ),
        people=("Zypries", "Gallezot"),
        recorded=True,
    ),
    Planned(
        Translated(de="Kaffee im Foyer", fr="Café au foyer", en="Coffee in the foyer"),
        SessionKind.BREAK,
        "foyer",
        time(10, 30),
        time(11),
    ),
    Planned(
        Translated(
            de="Cluster als Innovationsmotoren in Deutschland und Frankreich – ein Vergleich",
            fr="Les clusters, moteurs d’innovation en Allemagne et en France\u00a0: "
            "une comparaison",
            en="Clusters as engines of innovation in Germany and France: a comparison",
        ),
        SessionKind.PANEL,
        "aula",
        time(11),
        time(12, 30),
        languages=("de",),
        interpretation=("de-fr",),
        abstract=Translated(
            de="Zwei Länder, zwei Wege: Deutschland wählt im Programm go-cluster leistungsfähige "
            "Netzwerke aus, Frankreich fördert Pôles de compétitivité mit regionalem Auftrag. Was "
            "bringt Unternehmen schneller zu neuen Produkten?",
            fr="Deux pays, deux voies\u00a0: l’Allemagne choisit dans le programme go-cluster des "
            "réseaux performants, la France soutient des pôles de compétitivité chargés d’un "
            "territoire. Qu’est-ce qui mène plus vite les entreprises à de nouveaux "
            "produits\u202f?",
            en="Two countries, two approaches: Germany selects strong networks for its go-cluster "
            "programme, France supports pôles de compétitivité with a mission for their region. "
            "What brings companies to new products sooner?",
        ),
    ),
    Planned(
        Translated(
            de="Erfolgreiche Clusterkooperationen dank Cross-Clustering",
            fr="Des coopérations réussies grâce au cross-clustering",
            en="Successful cluster cooperation through cross-clustering",
        ),
        SessionKind.TALK,
        "eichensaal",
        time(11),
        time(12, 30),
        languages=("de",),
        abstract=Translated(
            de="Wie Cluster verschiedener Branchen zueinander finden und was dabei hilft.",
            fr="Comment des clusters de secteurs différents se trouvent, et ce qui les y aide.",
            en="How clusters of different industries find each other, and what helps them.",
        ),
    ),
    Planned(
        Translated(
            de="Matchmaking zwischen deutschen und französischen Clustermanagern",
            fr="Matchmaking entre managers de clusters allemands et français",
            en="Matchmaking between German and French cluster managers",
        ),
        SessionKind.MATCHMAKING,
        "galerie",
        time(11),
        time(12, 30),
        places=30,
        languages=("en",),
        abstract=Translated(
            de="Gespräche unter vier Augen von je zwanzig Minuten, auf Englisch.",
            fr="Entretiens en tête-à-tête de vingt minutes, en anglais.",
            en="One-to-one talks of twenty minutes each, in English.",
        ),
    ),
    Planned(
        Translated(
            de="Mittagspause und Informationsstände",
            fr="Déjeuner et stands d’information",
            en="Lunch and information desks",
        ),
        SessionKind.BREAK,
        "foyer",
        time(12, 30),
        time(13, 30),
        abstract=Translated(
            de="GTAI, Pôles de compétitivité, Förderberatung „Forschung und Innovation“, "
            "go-cluster",
            fr="GTAI, pôles de compétitivité, conseil en financement, go-cluster",
            en="GTAI, pôles de compétitivité, funding advice, go-cluster",
        ),
    ),
    Planned(
        Translated(
            de="Deutsch-französische Clusterkooperationen: "
            "Wie werden daraus wahre Erfolgsgeschichten?",
            fr="Coopérations franco-allemandes entre clusters\u00a0: "
            "comment en faire de vraies réussites\u202f?",
            en="Franco-German cluster cooperation: how does it become a true success?",
        ),
        SessionKind.TALK,
        "aula",
        time(13, 30),
        time(14, 45),
        languages=("fr",),
        interpretation=("fr-de",),
        abstract=Translated(
            de="Vorhaben, die über die Grenze hinweg gelungen sind, und was sie gekostet haben.",
            fr="Des projets qui ont réussi par-delà la frontière, et ce qu’ils ont demandé.",
            en="Projects that succeeded across the border, and what they took.",
        ),
        talks=(
            Talk(
                Translated(
                    de="Von der Absichtserklärung zum gemeinsamen Vorhaben",
                    fr="De la déclaration d’intention au projet commun",
                    en="From the letter of intent to a joint project",
                ),
                time(13, 35),
                time(13, 55),
            ),
            Talk(
                Translated(
                    de="Zwei Länder, zwei Förderwege: was zusammenpasst",
                    fr="Deux pays, deux financements\u00a0: ce qui va ensemble",
                    en="Two countries, two sources of funding: what fits together",
                ),
                time(13, 55),
                time(14, 15),
            ),
            Talk(
                Translated(
                    de="Gespräch mit dem Saal", fr="Échange avec la salle", en="Talk with the room"
                )
            ),
        ),
    ),
    Planned(
        Translated(
            de="Von Clustern zu kooperierenden Regionen",
            fr="Des clusters aux régions qui coopèrent",
            en="From clusters to cooperating regions",
        ),
        SessionKind.DISCUSSION,
        "eichensaal",
        time(13, 30),
        time(14, 45),
        languages=("de",),
        interpretation=("de-fr",),
        abstract=Translated(
            de="Vortrag und Diskussion: Was Regionen voneinander lernen können.",
            fr="Conférence et débat\u00a0: ce que les régions peuvent apprendre les unes des "
            "autres.",
            en="Talk and discussion: what regions can learn from each other.",
        ),
        first_in="galerie",
    ),
    Planned(
        Translated(
            de="Erfolgreich durch Kooperationen",
            fr="Réussir par la coopération",
            en="Succeeding through cooperation",
        ),
        SessionKind.CLOSING,
        "aula",
        time(15),
        time(16, 30),
        languages=("de",),
        interpretation=("de-fr",),
        abstract=Translated(
            de="Was der Tag gebracht hat und was daraus folgt. Abschluss im Plenum.",
            fr="Ce que la journée a apporté et ce qui en suivra. Clôture en plénière.",
            en="What the day has brought and what follows from it. Closing in the plenary.",
        ),
    ),
)

BLOCKED = (
    Translated(
        de="Aufbau und Tonprobe", fr="Montage et essai du son", en="Building up and sound check"
    ),
    "aula",
    time(8),
    time(9),
)
"""Time that the team needs; the public never sees it."""
