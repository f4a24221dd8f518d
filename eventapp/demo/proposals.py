"""A call for contributions that has ended, and what the team thinks of what was proposed."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.orm import Translated
from eventapp.speakers.models import ProposalState
from eventapp.speakers.services.calls import CallChange, change_call
from eventapp.speakers.services.deciding import decide, review
from eventapp.speakers.services.proposals import CoAuthor, ProposalChange, submit_new

CALL = CallChange(
    active=True,
    kinds=(SessionKind.TALK, SessionKind.WORKSHOP),
    text=Translated(
        de="Gesucht sind Beispiele gelungener Zusammenarbeit über die Grenze: kurz, ehrlich, "
        "mit Zahlen.",
        fr="Nous recherchons des exemples de coopérations transfrontalières réussies\u00a0: brefs, "
        "francs, chiffres à l’appui.",
        en="We are looking for examples of cooperation across the border that worked: short, "
        "honest, with figures.",
    ),
)
OFFERED = (
    (
        ProposalChange(
            headline="Batterierecycling am Oberrhein: zwei Cluster, ein Stoffkreislauf",
            abstract="Wie aus einem gemeinsamen Antrag ein Rücknahmesystem mit 14 Betrieben "
            "wurde, und was beim Zoll beinahe scheiterte.",
            language="de",
            languages=("de", "fr"),
            given_name="Henrike",
            family_name="Vossler",
            organisation="Kreislauf Oberrhein",
            email="h.vossler@example.org",
            agrees=True,
            co_authors=(CoAuthor(given_name="Maël", family_name="Kerbrat"),),
        ),
        ((5, "Genau das, mit Zahlen."), (4, "")),
    ),
    (
        ProposalChange(
            headline="Un doctorat, deux laboratoires, trois entreprises",
            abstract="Retour d’expérience d’une thèse en cotutelle financée par cinq partenaires.",
            language="fr",
            languages=("fr",),
            given_name="Solène",
            family_name="Guivarc’h",
            organisation="Pôle Matériaux Ouest",
            email="s.guivarch@example.org",
            agrees=True,
        ),
        ((4, ""), (2, "Passt eher in einen Workshop.")),
    ),
    (
        ProposalChange(
            headline="Gemeinsame Messestände: Werkstatt für Clusterbüros",
            abstract="Teilnehmende rechnen ihren nächsten Stand durch und gehen mit einem Plan.",
            kind=SessionKind.WORKSHOP,
            language="de",
            languages=("de", "en"),
            given_name="Bastian",
            family_name="Oehlert",
            organisation="Messebüro Nord",
            email="b.oehlert@example.org",
            remark="Flipchart, Tische zu sechst",
        ),
        ((3, ""),),
    ),
    (
        ProposalChange(
            headline="Our platform for cluster managers",
            abstract="A tour of the product.",
            language="en",
            languages=("en",),
            given_name="Dario",
            family_name="Pellini",
            organisation="Clustersoft",
            email="d.pellini@example.org",
        ),
        ((1, "Werbung"), (1, "")),
    ),
)
"""Proposals of invented people, each with the scores of the organiser and the editor."""


def load_proposals(
    session: Session, event: Event, organiser: Actor, editor: Actor, *, now: datetime
) -> None:
    """Load a call that ended a week ago; one proposal is accepted, one declined, none answered."""
    then = now - timedelta(days=20)
    change_call(session, event, CALL, by=organiser, now=then)
    made = []
    for number, (change, scores) in enumerate(OFFERED):
        when = then + timedelta(days=2, hours=5 * number)
        proposal = submit_new(session, event, change, now=when)
        made.append(proposal)
        for by, (score, comment) in zip((organiser, editor), scores, strict=False):
            user = session.get_one(User, by.id)
            review(session, proposal, user, score=score, comment=comment, by=organiser, now=now)
    decide(session, made[:1], ProposalState.ACCEPTED, by=organiser, now=now)
    decide(session, made[-1:], ProposalState.DECLINED, by=organiser, now=now)
    ended = replace(CALL, closes_at=now - timedelta(days=7))
    change_call(session, event, ended, by=organiser, now=now)
