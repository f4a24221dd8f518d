"""Who takes part in the demo: invented people from the real organisations, in waves."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.demo.names import Draw
from eventapp.events.models import Category, Event
from eventapp.folding import fold
from eventapp.journal.services import Actor
from eventapp.people.models import Organisation
from eventapp.registration.models import Registration, Source, State
from eventapp.registration.services import changes, sign_up
from eventapp.registration.services.sign_up import Details

SHARES = (("members", 96, "de"), ("poles", 43, "fr"), ("public", 33, "de"), ("guests", 34, "de"))
"""Of 206 registrations: group, how many, which language most of them write in."""

CANCELLED = 6


@dataclass(slots=True)
class Directory:
    """The organisations people come from."""

    clusters: list[Organisation]
    poles: list[Organisation]
    institutions: list[Organisation]
    hosts: list[Organisation]


def registrations(
    session: Session,
    event: Event,
    groups: dict[str, Category],
    directory: Directory,
    participants: int,
    seed: int,
    *,
    now: datetime,
) -> int:
    """Register them one by one at moments of the last weeks; return how many there are."""
    draw, chance = Draw(seed), random.Random(seed)  # noqa: S311  (invented people, no secret)
    total = sum(number for _, number, _ in SHARES)
    plan = [
        (key, language)
        for key, number, language in SHARES
        for _ in range(round(number * participants / total))
    ]
    chance.shuffle(plan)
    moments = sorted(now - timedelta(minutes=_waited(chance)) for _ in plan)
    made = []
    for (key, mostly), moment in zip(plan, moments, strict=True):
        language = mostly if chance.random() < 0.86 else ("fr" if mostly == "de" else "de")  # noqa: PLR2004
        made.append(
            sign_up.register(
                session,
                event,
                groups[key],
                _details(draw, chance, key, language, directory),
                source=Source.DEMO,
                by=sign_up.VISITOR,
                now=moment,
            )
        )
    _afterwards(session, event, made, chance, now=now)
    return (
        session.scalar(select(func.count(Registration.id)).where(Registration.event_id == event.id))
        or 0
    )


def _waited(chance: random.Random) -> int:
    """Return how many minutes ago somebody registered: most after the invitation and a reminder."""
    wave = chance.choice((36, 36, 22, 9))
    days = min(39.0, max(0.05, chance.gauss(wave, 4.5)))
    return int(days * 24 * 60)


def _details(
    draw: Draw, chance: random.Random, key: str, language: str, directory: Directory
) -> Details:
    pools = {
        "members": directory.clusters,
        "poles": directory.poles,
        "public": [one for one in directory.institutions if "inist" in one.name] + directory.hosts,
        "guests": directory.institutions,
    }
    organisation = chance.choice(pools[key])
    if key in {"members", "poles"}:
        language = "fr" if key == "poles" else language
    name = draw.name(language)
    local = f"{fold(name.given)}.{fold(name.family)}".replace(" ", "-").replace("'", "")
    domain = "".join(
        c if c.isascii() and c.isalnum() else "-"
        for c in fold(organisation.short_name or organisation.name)
    )
    domain = "-".join(part for part in domain.split("-") if part)[:30].strip("-")
    consents = {"privacy"} | ({"list"} if chance.random() < 0.7 else set())  # noqa: PLR2004
    answer = chance.choice(("yes", "yes", "no")) if key in {"members", "poles"} else "no"
    return Details(
        title=name.title,
        given_name=name.given,
        family_name=name.family,
        email=f"{local}@{domain}.example.org",
        organisation=organisation.name,
        country=organisation.country or ("FR" if language == "fr" else "DE"),
        language=language,
        answers={"reception": [answer]},
        consents=frozenset(consents),
    )


def _afterwards(
    session: Session,
    event: Event,
    made: list[Registration],
    chance: random.Random,
    *,
    now: datetime,
) -> None:
    """Let a few cancel, and most have opened their link."""
    confirmed = [
        one for one in made if one.state is State.CONFIRMED and one.category.key != "guests"
    ]
    for registration in chance.sample(confirmed, min(CANCELLED, len(confirmed))):
        by = Actor("participant", registration.id, registration.reference)
        since = (now - registration.registered_at) * chance.random()
        changes.cancel(session, registration, event, by=by, now=now - since)
    for registration in made:
        if registration.state is State.CONFIRMED and chance.random() < 0.93:  # noqa: PLR2004
            opened = registration.registered_at + timedelta(minutes=chance.randint(3, 900))
            changes.open_link(registration, now=min(opened, now))
