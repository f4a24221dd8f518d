"""What the demo's podium is told: how names are spoken, telephones, running orders, questions.

The numbers are those that authorities keep for films and books.
"""

from eventapp.orm import Translated

PRONOUNCED = {
    "Freudenberger": "FROI-den-ber-ger",
    "Säuberlich": "SOI-ber-lich",
    "Vallet": "wa-LÄ, t ist stumm",
    "Courtois": "kur-TUA",
    "Le Goff": "lö GOFF",
    "Delannoy": "dö-la-NUA",
    "Maréchal": "ma-re-SCHAL",
    "Häring": "HÈ-rine-gue",
    "Brügge": "BRU-gue",
    "Perronneau": "pä-ro-NO",
}
"""By family name, as those read who do not speak its language."""

RUNNING_ORDERS = {
    3: Translated(
        de="10:45 Mikrofone, links der Bühne\n"
        "11:00 Begrüßung, Vorstellung der Gäste, Hinweis auf Empfänger\n"
        "11:05 Je fünf Minuten: ein Ergebnis, eine Enttäuschung\n"
        "11:25 Gespräch\n"
        "12:00 Fragen aus dem Saal, abwechselnd auf Deutsch und Französisch\n"
        "12:25 Schluss, Hinweis auf Mittagessen und Informationsstände",
        fr="10:45 Micros, à gauche de la scène\n"
        "11:00 Accueil, présentation des invités, rappel des récepteurs\n"
        "11:05 Cinq minutes chacun : un résultat, une déception\n"
        "11:25 Discussion\n"
        "12:00 Questions de la salle, en allemand et en français tour à tour\n"
        "12:25 Clôture, rappel du déjeuner et des stands d’information",
    ),
}
QUESTIONS = {
    3: Translated(
        de="Auswahl der Stärksten oder Auftrag für die Region: Was kostet das andere?\n"
        "Wie lange, bis aus einem Cluster ein Produkt kam?\n"
        "Was würden Sie vom Nachbarn übernehmen?\n"
        "Wer bleibt außen vor?",
        fr="Sélection des plus forts ou mission pour la région : que coûte l’autre choix ?\n"
        "Combien de temps avant qu’un cluster ait donné un produit ?\n"
        "Que reprendriez-vous de votre voisin ?\n"
        "Qui reste à l’écart ?",
    ),
    7: Translated(
        de="Woran ist die erste Zusammenarbeit beinahe gescheitert?\n"
        "Wer bezahlt die Übersetzung, auch die der Gewohnheiten?",
        fr="Sur quoi la première coopération a-t-elle failli échouer ?\n"
        "Qui paie la traduction, y compris celle des habitudes ?",
    ),
}
"""By place among the sessions of the programme."""


def phone_of(number: int, language: str) -> str:
    """Return the mobile number of the person with that place in the cast."""
    if language == "fr":
        return f"+33 6 39 98 {10 + number // 10:02} {number % 100:02}"
    return f"+49 171 39200{number:02}"
