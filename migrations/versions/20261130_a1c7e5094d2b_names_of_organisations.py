"""Names by which organisations are recognised, in any spelling; registrations are matched anew."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "a1c7e5094d2b"
down_revision = "3c9d51f0a7e2"
branch_labels = None
depends_on = None

NONE = sa.text("'[]'")
FULL = sa.text("is_full")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
ACCENTS = re.compile("[\u0300-\u036f]")
ASSOCIATION = re.compile(r"[\s,]+e\s*\.?\s*v\s*\.?\s*$")
AND = re.compile(r"(?<=\s)(?:and|et|u\.|und)(?=\s)")
BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")
NOBODY = frozenset(
    (
        *("aucune", "keine", "na", "none", "ohne", "privat", "private", "prive"),
        *("freelance", "freelancer", "freiberuflich", "independant", "independante"),
        *("selbstaendig", "selbststaendig", "selfemployed"),
        *("etudiant", "etudiante", "student", "studentin"),
    )
)


def _key(name: str) -> str:
    """Return what makes two spellings one name, as the application of this revision folds it."""
    text = unicodedata.normalize("NFKC", name).casefold().translate(UMLAUTS).translate(LETTERS)
    plain = ACCENTS.sub("", unicodedata.normalize("NFD", text)).strip()
    for shortened in (AND.sub("", ASSOCIATION.sub("", plain)), plain):
        composed = unicodedata.normalize("NFC", shortened)
        signs = (sign for sign in composed if sign.isalnum() or unicodedata.category(sign)[0] == "M")
        if key := "".join(signs)[:200]:
            return "" if key in NOBODY else key
    return ""


def _keys(name: str) -> list[str]:
    """Return the whole name's key, then those of what stands outside and inside of brackets."""
    names = [name]
    if parts := BRACKETS.match(name.strip()):
        outside, inside = parts.groups()
        short = " " not in inside and sum(sign.isupper() for sign in inside) > 1
        names += [outside, inside] if short else [outside]
    return list(dict.fromkeys(key for key in map(_key, names) if key))


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


def _name_organisations(bind: sa.Connection) -> None:
    """Write down the names of all; of several with one name, the one that is used first has it."""
    organisation = _table("organisation", "id", "event_id", "name", "short_name")
    names = _table("organisation_name", "event_id", "organisation_id", "key", "is_full")
    used = set()
    for table in ("host", "contingent", "membership"):
        owner = _table(table, "organisation_id")
        used |= set(bind.scalars(sa.select(owner.c.organisation_id)))
    taken = set()
    rows = bind.execute(sa.select(organisation).order_by(organisation.c.id)).all()
    for named in sorted(rows, key=lambda row: (row.id not in used, row.id)):
        full = _key(named.name)
        for key in dict.fromkeys([*_keys(named.name), *_keys(named.short_name)]):
            is_full = key == full and (named.event_id, key) not in taken
            if is_full:
                taken.add((named.event_id, key))
            row = {"event_id": named.event_id, "organisation_id": named.id, "key": key, "is_full": is_full}
            bind.execute(sa.insert(names).values(row))


def _match_registrations(bind: sa.Connection) -> None:
    """Fold what was typed, and note the organisation where the directory knows the name."""
    names = _table("organisation_name", "event_id", "organisation_id", "key", "is_full")
    full, others = {}, {}
    for row in bind.execute(sa.select(names)):
        others.setdefault((row.event_id, row.key), set()).add(row.organisation_id)
        if row.is_full:
            full[row.event_id, row.key] = row.organisation_id
    known = {key: min(those) for key, those in others.items() if len(those) == 1} | full
    held = _table("registration", "event_id", "organisation_name", "organisation_id", "organisation_key")
    typed = sa.select(held.c.event_id, held.c.organisation_name).where(held.c.organisation_name != "")
    for event, name in bind.execute(typed.distinct()).all():
        those = (held.c.event_id == event, held.c.organisation_name == name)
        bind.execute(sa.update(held).where(*those).values(organisation_key=_key(name)))
        number = next((known[event, key] for key in _keys(name) if (event, key) in known), None)
        if number is not None:
            unknown = sa.update(held).where(*those, held.c.organisation_id.is_(None))
            bind.execute(unknown.values(organisation_id=number))


def upgrade() -> None:
    """Apply."""
    op.add_column("organisation", sa.Column("other_names", sa.JSON(), nullable=False, server_default=NONE))
    op.create_table(
        "organisation_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_organisation_name_event_id_event")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_name_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
    )
    op.create_index("ix_organisation_name_event_id_key", "organisation_name", ["event_id", "key"])
    op.create_index(op.f("ix_organisation_name_organisation_id"), "organisation_name", ["organisation_id"])
    op.create_index(
        "uq_organisation_name_full", "organisation_name", ["event_id", "key"],
        unique=True, sqlite_where=FULL, postgresql_where=FULL,
    )  # fmt: skip
    op.create_index(
        "ix_registration_held_by_organisation", "registration",
        ["event_id", "state", "category_id", "contingent_id", "organisation_id", "organisation_key"],
    )  # fmt: skip
    bind = op.get_bind()
    _name_organisations(bind)
    _match_registrations(bind)


def downgrade() -> None:
    """Take back; whom the directory has come to know keeps the organisation."""
    op.drop_index("ix_registration_held_by_organisation", "registration")
    op.drop_table("organisation_name")
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.drop_column("other_names")
