"""Who takes part in the demo: invented people from the real organisations, in waves."""

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from eventapp.demo.event import INVITED
from eventapp.demo.names import Draw, address_of
from eventapp.events.models import Category, Event
from eventapp.journal.services import Actor
from eventapp.people.models import Organisation
from eventapp.registration.models import Registration, Source, State
from eventapp.registration.services import changes, sign_up
from eventapp.registration.services.registrations import RegistrationChange, change_registration

SHARES = {"members": 97, "poles": 43, "public": 32, "guests": 36}
"""Of 208 registrations, how many stand in which category."""

OPEN_DAYS = 39
"""How many days ago the first could register."""
CANCELLED, CANCELLED_IN_FULL_CATEGORY = 6, 2
OPENED = 0.93
"""Share of participants who have opened their link."""
COLLEAGUE = 0.33
"""Share of participants whose organisation had somebody registered before."""
MOST_OF_ONE_HOUSE = 3
MINISTRIES = ("inist", "Senat", "Behörde", "Conseil régional", "DIRECCTE", "Ambassade")
"""What names of public bodies contain."""


@dataclass(slots=True)
class Directory:
    """The organisations people come from."""

    clusters: list[Organisation]
    poles: list[Organisation]
    institutions: list[Organisation]
    hosts: list[Organisation]

    def of_category(self, key: str) -> list[Organisation]:
        """Return the organisations whose people choose the category."""
        if key == "members":
            return self.clusters
        if key == "poles":
            return self.poles
        public = [
            organisation
            for organisation in self.institutions
            if any(word in organisation.name for word in MINISTRIES)
        ]
        if key == "public":
            return public
        return [organisation for organisation in self.institutions if organisation not in public]


class _Organisations:
    """Deals organisations: few send more than one person, none more than three."""

    def __init__(self, chance: random.Random, pool: Sequence[Organisation]) -> None:
        self.chance, self.pool = chance, pool
        self.rest: list[Organisation] = []
        self.sent: Counter[Organisation] = Counter()

    def next(self) -> Organisation:
        known = [
            organisation for organisation, number in self.sent.items() if number < MOST_OF_ONE_HOUSE
        ]
        if known and self.chance.random() < COLLEAGUE:
            chosen = self.chance.choice(known)
        else:
            if not self.rest:
                self.sent.clear()
                self.rest = self.chance.sample(self.pool, len(self.pool))
            chosen = self.rest.pop()
        self.sent[chosen] += 1
        return chosen


def registrations(
    session: Session,
    event: Event,
    categories: dict[str, Category],
    directory: Directory,
    participants: int,
    seed: int,
    *,
    organiser: Actor,
    now: datetime,
) -> list[Registration]:
    """Register them one by one at moments of the last weeks, and let some change their mind."""
    draw, chance = Draw(seed), random.Random(seed)  # noqa: S311  (invented people, no secret)
    total = sum(SHARES.values())
    plan = [
        key for key, number in SHARES.items() for _ in range(round(number * participants / total))
    ]
    chance.shuffle(plan)
    organisations = {key: _Organisations(chance, directory.of_category(key)) for key in SHARES}
    made = [
        sign_up.register(
            session,
            event,
            categories[key],
            _details(draw, chance, key, organisations[key].next()),
            sign_up.Way(Source.DEMO),
            by=sign_up.VISITOR,
            now=moment,
        )
        for key, moment in zip(plan, _moments(chance, len(plan), event, now), strict=True)
    ]
    _some_cancel(session, event, made, chance, now=now)
    _most_open_their_link(made, chance, now=now)
    _one_is_corrected(session, event, made, by=organiser, now=now)
    session.flush()
    return made


def _moments(chance: random.Random, number: int, event: Event, now: datetime) -> list[datetime]:
    """Return when they registered: after the invitation and two reminders, in working hours."""
    zone = ZoneInfo(event.zone)
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=ago) for ago in range(OPEN_DAYS + 1)]
    weights = [
        sum(
            height * math.exp(-(wave - ago) / 3.0)
            for wave, height in ((OPEN_DAYS, 10), (23, 7), (9, 6))
            if ago <= wave
        )
        + 0.7
        for ago in range(OPEN_DAYS + 1)
    ]
    weights = [
        weight * (0.12 if day.weekday() >= 5 else 1)  # noqa: PLR2004  (Saturday and Sunday)
        for day, weight in zip(days, weights, strict=True)
    ]
    moments: list[datetime] = []
    while len(moments) < number:
        day = chance.choices(days, weights)[0]
        hour = min(22.5, max(7.0, chance.gauss(11.8, 3.0)))
        moment = datetime.combine(day, time(), zone) + timedelta(
            hours=hour, seconds=chance.randint(0, 1799)
        )
        if moment < now - timedelta(minutes=10) or day != today:
            moments.append(min(moment, now - timedelta(minutes=10)))
        else:
            weights[0] /= 2  # early in the morning few have registered today
    return sorted(moments)


def _language(chance: random.Random, organisation: Organisation) -> str:
    """Return which language somebody of that organisation writes in."""
    spoken = {"FR": "fr", "EU": "en", "CH": "fr"}.get(organisation.country, "de")
    if chance.random() < 0.93:  # noqa: PLR2004  (a share of those invented)
        return spoken
    return chance.choice([language for language in ("de", "fr", "en") if language != spoken])


def _details(
    draw: Draw, chance: random.Random, key: str, organisation: Organisation
) -> RegistrationChange:
    language = _language(chance, organisation)
    name = draw.name("fr" if organisation.country == "FR" or language == "fr" else "de")
    consents = {"privacy"} | ({"list"} if chance.random() < 0.7 else set())  # noqa: PLR2004  (a share of those invented)
    invited = key in INVITED
    answer = chance.choice(("yes", "yes", "yes", "no", "")) if invited else ""
    return RegistrationChange(
        title=name.title,
        given_name=name.given,
        family_name=name.family,
        email=address_of(name, organisation.short_name or organisation.name),
        organisation=organisation.name,
        country={"EU": "BE"}.get(organisation.country, organisation.country),
        language=language,
        answers={"reception": [answer]} if answer else {},
        consents=frozenset(consents),
    )


def _some_cancel(
    session: Session,
    event: Event,
    made: Sequence[Registration],
    chance: random.Random,
    *,
    now: datetime,
) -> None:
    """Let a few give their place up; in the full category whoever waits longest moves up."""
    confirmed = [guest for guest in made if guest.state is State.CONFIRMED]
    full = {guest.category.key for guest in made if guest.state is State.WAITING}
    calm = [guest for guest in confirmed if guest.category.key not in full]
    leaving = [
        (guest, guest.registered_at + (now - guest.registered_at) * chance.uniform(0.2, 0.95))
        for guest in chance.sample(calm, min(CANCELLED, len(calm) // 10))
    ]
    crowded = [guest for guest in confirmed if guest.category.key in full]
    for days, registration in enumerate(crowded[:CANCELLED_IN_FULL_CATEGORY], 1):
        leaving.append((registration, now - timedelta(days=days, hours=2)))
    for registration, moment in sorted(leaving, key=lambda pair: pair[1]):
        by = Actor("participant", registration.id, registration.reference)
        changes.cancel(session, registration, event, by=by, now=moment)


def _most_open_their_link(
    made: Sequence[Registration], chance: random.Random, *, now: datetime
) -> None:
    for registration in made:
        if registration.state is State.CONFIRMED and chance.random() < OPENED:
            opened = registration.registered_at + timedelta(minutes=chance.randint(3, 900))
            changes.open_link(registration, now=min(opened, now))


def _one_is_corrected(
    session: Session,
    event: Event,
    made: Sequence[Registration],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Let the organiser add a title that somebody asked for on the telephone."""
    poles = [guest for guest in made if guest.category.key == "poles" and not guest.title]
    asked = [guest for guest in poles if guest.state is State.CONFIRMED]
    if not asked:
        return
    registration = asked[0]
    session.flush()
    change = replace(RegistrationChange.of(registration), title="Dr")
    change_registration(session, registration, event, change, by=by, now=now - timedelta(hours=20))
