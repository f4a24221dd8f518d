"""What the demo says of its invented people, in three languages."""

BIOGRAPHIES: tuple[dict[str, str], ...] = (
    {
        "de": "Leitet seit vielen Jahren Vorhaben, in denen Cluster über Grenzen zusammenarbeiten. "
        "Zuvor Entwicklung von Sensoren in Grenoble und Dresden.",
        "fr": "Conduit depuis de longues années des projets communs à des clusters des deux pays, "
        "après avoir développé des capteurs à Grenoble et à Dresde.",
        "en": "Has led projects of clusters across the border for many years, after developing "
        "sensors in Grenoble and Dresden.",
    },
    {
        "de": "Berät Netzwerke beim Aufbau gemeinsamer Geschäftsstellen und begleitet deren erste "
        "Förderanträge in Brüssel.",
        "fr": "Accompagne les réseaux dans la création de structures communes et le dépôt de leurs "
        "premières demandes de financement à Bruxelles.",
        "en": "Advises networks on setting up joint offices and on their first applications for "
        "funding in Brussels.",
    },
    {
        "de": "Bringt kleine Unternehmen mit Forschungseinrichtungen beider Länder zusammen. Aus "
        "einem ihrer Treffen ging eine Versuchsanlage für Wasserstoff hervor.",
        "fr": "Met en relation des petites entreprises et des laboratoires des deux pays. De l’une "
        "de ces rencontres est née une installation d’essai pour l’hydrogène.",
        "en": "Brings small companies together with laboratories of both countries. One of these "
        "meetings led to a pilot plant for hydrogen.",
    },
    {
        "de": "Hat Maschinenbau in Aachen und Lyon studiert und lehrt die Leitung "
        "deutsch-französischer Projekte.",
        "fr": "Études de génie mécanique à Aix-la-Chapelle et à Lyon ; enseigne la conduite de "
        "projets franco-allemands.",
        "en": "Studied mechanical engineering in Aachen and Lyon and teaches how Franco-German "
        "projects are led.",
    },
)
FUNCTIONS: tuple[dict[str, str], ...] = (
    {"de": "Geschäftsführerin", "fr": "Directrice générale", "en": "Managing Director"},
    {"de": "Beraterin", "fr": "Consultante", "en": "Consultant"},
    {"de": "Projektleiterin", "fr": "Cheffe de projet", "en": "Project Manager"},
    {"de": "Europabeauftragte", "fr": "Responsable Europe", "en": "Head of European Affairs"},
    {"de": "Vorstand", "fr": "Membre du directoire", "en": "Member of the Board"},
    {"de": "Clustermanager", "fr": "Responsable de cluster", "en": "Cluster Manager"},
    {"de": "Netzwerkmanagerin", "fr": "Responsable du réseau", "en": "Network Manager"},
    {"de": "Geschäftsführer", "fr": "Délégué général", "en": "Managing Director"},
)


def function_of(written: str) -> dict[str, str]:
    """Return a function in all languages where they are known, under no language else."""
    return next((texts for texts in FUNCTIONS if written in texts.values()), {})
