"""The demo event's own texts, categories, questions and desks."""

from eventapp.events.models import BadgeBand
from eventapp.events.services import EventChange
from eventapp.orm import Translated

SLUG = "go-cluster"
NOTICE = Translated(
    de="Demonstration nach der Tagung vom 26. März 2015; alle Teilnehmenden sind erfunden",
    fr="Démonstration d’après le congrès du 26 mars 2015\u202f; "
    "toutes les personnes inscrites sont inventées",
    en="Demonstration after the conference of 26 March 2015; all participants are invented",
)
EVENT = EventChange(
    title=Translated(
        de="Erfolgreich durch Cluster\u00adkooperationen",
        fr="Réussir grâce aux coopérations entre clusters",
        en="Successful through cluster cooperation",
    ),
    name=Translated(
        de="go-\u2060cluster Frühjahrstagung",
        fr="Congrès de printemps go-\u2060cluster",
        en="go-\u2060cluster Spring Conference",
    ),
    name_in_sentence=Translated(
        de="zur go-\u2060cluster-Frühjahrstagung",
        fr="au congrès de printemps go-\u2060cluster",
        en="to the go-\u2060cluster Spring Conference",
    ),
    kind=Translated(
        de="Deutsch-französische go-\u2060cluster-Frühjahrstagung",
        fr="Congrès de printemps franco-allemand go-\u2060cluster",
        en="Franco-German go-\u2060cluster spring conference",
    ),
    summary=Translated(
        de="Cluster bündeln Kräfte in einer Region. Was geschieht, wenn sie es über die Grenze "
        "hinweg tun? 100 Innovationscluster aus Deutschland und 71 Pôles de compétitivité aus "
        "Frankreich vergleichen ihre Wege, stellen gemeinsame Vorhaben vor und verabreden neue.",
        fr="Les clusters réunissent les forces d’une région. Que se passe-t-il quand ils le font "
        "par-delà la frontière\u202f? 100 clusters d’innovation d’Allemagne et 71 pôles de "
        "compétitivité de France comparent leurs approches, présentent des projets communs et en "
        "conviennent de nouveaux.",
        en="Clusters join the forces of a region. What happens when they do so across borders? "
        "100 innovation clusters from Germany and 71 pôles de compétitivité from France compare "
        "their approaches, present joint projects and agree on new ones.",
    ),
    description=Translated(
        de="Alle Programmpunkte in der Aula werden zwischen Deutsch und Französisch gedolmetscht, "
        "das Matchmaking findet auf Englisch statt. Die Teilnahme ist kostenfrei.",
        fr="Toutes les interventions dans l’Aula sont interprétées entre l’allemand et le "
        "français, le matchmaking se tient en anglais. La participation est gratuite.",
        en="Everything in the Aula is interpreted between German and French, the matchmaking is "
        "held in English. Taking part is free of charge.",
    ),
    venue=Translated(
        de="Bundesministerium für Wirtschaft und Energie",
        fr="Ministère fédéral de l’Économie et de l’Énergie",
        en="Federal Ministry for Economic Affairs and Energy",
    ),
    city=Translated.same("Berlin"),
    directions=Translated(
        de="Zu Fuß vom Hauptbahnhof etwa fünfzehn Minuten. U6 bis Schwartzkopffstraße oder "
        "Naturkundemuseum.",
        fr="À pied depuis la gare centrale, une quinzaine de minutes. Métro U6, stations "
        "Schwartzkopffstraße ou Naturkundemuseum.",
        en="About fifteen minutes on foot from the main station. U6 to Schwartzkopffstraße or "
        "Naturkundemuseum.",
    ),
    entry_note=Translated(
        de="Bitte halten Sie Ihren Personalausweis oder Reisepass bereit und planen Sie zehn "
        "Minuten für die Pforte ein.",
        fr="Munissez-vous de votre carte d’identité ou de votre passeport et prévoyez dix "
        "minutes pour le contrôle à l’entrée.",
        en="Have your identity card or passport ready and allow ten minutes for the entrance.",
    ),
    signed_by="Katrin Neuschäfer",
    contact_email="tagung@example.org",
    contact_phone="+49 30 000000",
)
ADDRESS = "Scharnhorststraße 34–37, 10115 Berlin"
PLACES = 250

GROUPS = (
    (
        "members",
        Translated(
            de="go-\u2060cluster-Mitglieder",
            fr="Membres de go-\u2060cluster",
            en="go-\u2060cluster members",
        ),
        Translated(
            de="Sie arbeiten für einen der Innovationscluster.",
            fr="Vous travaillez pour l’un des clusters d’innovation.",
            en="You work for one of the innovation clusters.",
        ),
        125,
        BadgeBand.CLUSTER,
    ),
    (
        "poles",
        Translated.same("Pôles de compétitivité"),
        Translated(
            de="Sie arbeiten für einen der 71 Pôles.",
            fr="Vous travaillez pour l’un des 71 pôles.",
            en="You work for one of the 71 pôles.",
        ),
        50,
        BadgeBand.POLE,
    ),
    (
        "public",
        Translated(
            de="Ministerien, Länder, Presse",
            fr="Ministères, régions, presse",
            en="Ministries, regions, press",
        ),
        Translated(
            de="Sie kommen von einer Behörde oder einem Medium.",
            fr="Vous venez d’une administration ou d’un média.",
            en="You come from a public body or the media.",
        ),
        50,
        BadgeBand.GUEST,
    ),
    (
        "guests",
        Translated(de="Gäste", fr="Invités", en="Guests"),
        Translated(
            de="Forschung, Unternehmen und alle anderen.",
            fr="Recherche, entreprises et toutes les autres personnes.",
            en="Research, companies and everybody else.",
        ),
        25,
        BadgeBand.GUEST,
    ),
)

BESIDE = {"members": (5, 0), "poles": (5, 0), "guests": (0, 1)}
"""Colleagues and companions whom one person of a category may register."""

INVITED = ("members", "poles")
"""Categories whom the embassy receives; no other is asked."""

RECEPTION = (
    Translated(de="Am Vorabend", fr="La veille au soir", en="The evening before"),
    Translated(
        de="Empfang in der Französischen Botschaft, nur für go-\u2060cluster-Mitglieder und Pôles.",
        fr="Réception à l’ambassade de France, réservée aux membres de go-\u2060cluster "
        "et aux pôles.",
        en="Reception at the French Embassy, for go-\u2060cluster members and pôles only.",
    ),
    (
        ("yes", Translated(de="Ich komme", fr="Je viens", en="I will come")),
        ("no", Translated(de="Ich komme nicht", fr="Je ne viens pas", en="I will not come")),
    ),
)

CONSENTS = (
    (
        "privacy",
        Translated(
            de="Ich habe die Datenschutzhinweise zur Kenntnis genommen",
            fr="J’ai pris connaissance de la politique de confidentialité",
            en="I have read the privacy policy",
        ),
        Translated(
            de="Nötig für die Anmeldung.",
            fr="Nécessaire à l’inscription.",
            en="Needed to register.",
        ),
        True,
    ),
    (
        "list",
        Translated(
            de="Mein Name und meine Organisation dürfen in der Teilnehmerliste stehen",
            fr="Mon nom et mon organisme peuvent figurer dans la liste des participants",
            en="My name and organisation may stand in the list of participants",
        ),
        Translated(
            de="Freiwillig, jederzeit widerruflich.",
            fr="Facultatif, révocable à tout moment.",
            en="Voluntary, may be withdrawn at any time.",
        ),
        False,
    ),
)

HOSTS = (
    Translated(
        de="Das Ministerium fördert mit „go-\u2060cluster“ die leistungsfähigsten "
        "Innovationscluster in Deutschland.",
        fr="Le ministère soutient, avec «\u00a0go-\u2060cluster\u00a0», les clusters d’innovation "
        "les plus performants d’Allemagne.",
        en="With “go-\u2060cluster” the ministry supports the most effective innovation clusters "
        "in Germany.",
    ),
    Translated(
        de="Die Generaldirektion begleitet die Pôles de compétitivité, die Unternehmen, "
        "Forschung und Hochschulen einer Region zusammenbringen.",
        fr="La direction générale accompagne les pôles de compétitivité, qui réunissent "
        "entreprises, laboratoires et établissements de formation d’un même territoire.",
        en="The directorate-general supports the pôles de compétitivité, which bring together "
        "the companies, laboratories and universities of a region.",
    ),
)
"""What each host says of itself, in the order of the hosts."""

DESKS = (
    (
        Translated.same("Germany Trade & Invest (GTAI)"),
        Translated(
            de="Standorte, Ansiedlung, Kontakte im Ausland",
            fr="Implantation et contacts à l’étranger",
            en="Locations, investment, contacts abroad",
        ),
        Translated(
            de="Markteinstieg in Frankreich\nStandortsuche\nKontakte im Ausland",
            fr="S’implanter en Allemagne\nRecherche de sites\nContacts à l’étranger",
            en="Entering the market\nFinding a site\nContacts abroad",
        ),
    ),
    (
        Translated.same("Pôles de compétitivité"),
        Translated(
            de="Vermittlung zu den 71 Pôles",
            fr="Mise en relation avec les 71 pôles",
            en="Contacts to the 71 pôles",
        ),
        Translated(
            de="Ein Pôle nach Thema oder Region\nGemeinsame Vorhaben",
            fr="Trouver un pôle par thème ou région\nProjets communs",
            en="A pôle by field or region\nJoint projects",
        ),
    ),
    (
        Translated(
            de="Förderberatung „Forschung und Innovation“ des Bundes",
            fr="Conseil fédéral «\u00a0recherche et innovation\u00a0» en financement",
            en="Federal funding advice for research and innovation",
        ),
        Translated(
            de="Welche Förderung zu Ihrem Vorhaben passt",
            fr="Quel financement convient à votre projet",
            en="Which funding fits your project",
        ),
        Translated(
            de="Bundesprogramme\nEurostars und Eureka\nHorizont 2020",
            fr="Programmes fédéraux\nEurostars et Eureka\nHorizon 2020",
            en="Federal programmes\nEurostars and Eureka\nHorizon 2020",
        ),
    ),
    (
        Translated.same("go-\u2060cluster"),
        Translated(
            de="Mitgliedschaft, Leistungen, Clusterplattform",
            fr="Adhésion, services, plateforme des clusters",
            en="Membership, services, cluster platform",
        ),
        Translated(
            de="Aufnahme in das Programm\nLeistungen für Mitglieder\nClusterplattform Deutschland",
            fr="Adhérer au programme\nServices aux membres\nPlateforme des clusters",
            en="Joining the programme\nServices for members\nCluster platform",
        ),
    ),
)
