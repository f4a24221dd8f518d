"""Which badges may look otherwise, noted by triggers, and what was seen of each badge."""

import sqlalchemy as sa
from alembic import op

revision = "e4b8a1f60c37"
down_revision = "d1f4c07b9e63"
branch_labels = None
depends_on = None

DUE = "INSERT INTO badge_due (event_id, registration_id)"
PRINTED = ("title", "given_name", "family_name", "organisation_name", "country", "language",
           "category_id", "state", "holder_no")  # fmt: skip
HAS_BADGE = """EXISTS (SELECT 1 FROM badge b
        WHERE b.registration_id = {row}.id AND b.replaced_at IS NULL)"""
LIVE = "r.state NOT IN ('declined', 'cancelled') AND r.email_key IS NOT NULL"
"""As the index of live addresses says it."""
SPEAKING = f"""{DUE} SELECT r.event_id, r.id FROM person p
      JOIN registration r ON r.event_id = p.event_id AND r.email_key = lower(p.email)
      WHERE {{which}} AND {LIVE};"""
OF_ADDRESS = f"""{DUE} SELECT r.event_id, r.id FROM registration r
      WHERE r.event_id = NEW.event_id
      AND r.email_key IN (lower(OLD.email), lower(NEW.email)) AND {LIVE};"""
OF_SESSION = "p.id IN (SELECT s.person_id FROM session_role s WHERE s.session_id = NEW.id)"
TRIGGERS = {
    "registration_badge_due": (
        "registration", "UPDATE",
        " OR ".join([f"OLD.{column} <> NEW.{column}" for column in PRINTED]
                    + ["coalesce(OLD.email_key, '') <> coalesce(NEW.email_key, '')"]),
        f"{DUE} SELECT NEW.event_id, NEW.id WHERE {HAS_BADGE.format(row='NEW')};",
    ),
    "badge_due_insert": (
        "badge", "INSERT", "NEW.replaced_at IS NULL",
        f"{DUE} VALUES (NEW.event_id, NEW.registration_id);",
    ),
    "badge_due_update": (
        "badge", "UPDATE",
        "(OLD.replaced_at IS NULL) <> (NEW.replaced_at IS NULL) OR OLD.token <> NEW.token"
        " OR OLD.holder_no <> NEW.holder_no OR OLD.registration_id <> NEW.registration_id",
        f"{DUE} VALUES (NEW.event_id, NEW.registration_id);",
    ),
    "category_badge_due": (
        "category", "UPDATE",
        "CAST(OLD.name AS TEXT) <> CAST(NEW.name AS TEXT) OR OLD.band <> NEW.band",
        f"{DUE} SELECT r.event_id, r.id FROM registration r"
        f" WHERE r.category_id = NEW.id AND {HAS_BADGE.format(row='r')};",
    ),
    "session_role_badge_due_insert": (
        "session_role", "INSERT", "", SPEAKING.format(which="p.id = NEW.person_id"),
    ),
    "session_role_badge_due_update": (
        "session_role", "UPDATE",
        "OLD.person_id <> NEW.person_id OR OLD.session_id <> NEW.session_id",
        SPEAKING.format(which="p.id IN (OLD.person_id, NEW.person_id)"),
    ),
    "session_role_badge_due_delete": (
        "session_role", "DELETE", "", SPEAKING.format(which="p.id = OLD.person_id"),
    ),
    "agenda_session_badge_due": (
        "agenda_session", "UPDATE", "OLD.cancelled <> NEW.cancelled",
        SPEAKING.format(which=OF_SESSION),
    ),
    "person_badge_due": (
        "person", "UPDATE", "coalesce(OLD.email, '') <> coalesce(NEW.email, '')", OF_ADDRESS,
    ),
}  # fmt: skip
"""Name -> (table, what happens, when, what is written)."""


def upgrade() -> None:
    """Make the tables and triggers; every badge that counts is due."""
    op.create_table(
        "badge_look",
        sa.Column("badge_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("shown_as", sa.String(length=64), nullable=False),
        sa.Column("made_with", sa.String(length=16), nullable=False),
        sa.Column("troubles", sa.JSON(), nullable=False),
        sa.Column("graves", sa.Integer(), nullable=False),
        sa.Column("harmlesses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["badge_id"],
            ["badge.id"],
            name=op.f("fk_badge_look_badge_id_badge"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_badge_look_event_id_event")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_badge_look_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("badge_id", name=op.f("pk_badge_look")),
    )
    op.create_index("ix_badge_look_event_id", "badge_look", ["event_id", "made_with"])
    op.create_index(op.f("ix_badge_look_registration_id"), "badge_look", ["registration_id"])
    make_due()
    make_triggers()


def make_due() -> None:
    """Make the table of those who are due, every badge that counts among them."""
    op.create_table(
        "badge_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_badge_due_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_due")),
    )
    op.create_index("ix_badge_due_event_id", "badge_due", ["event_id", "registration_id"])
    op.create_index(op.f("ix_badge_due_registration_id"), "badge_due", ["registration_id"])
    op.execute(
        f"{DUE} SELECT event_id, registration_id FROM badge"
        " WHERE replaced_at IS NULL ORDER BY id"
    )


def make_triggers() -> None:
    """Make the triggers."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, (table, happens, when, rows) in TRIGGERS.items():
        moment = f"AFTER {happens} ON {table}"
        if sqlite:
            condition = f"WHEN {when}" if when else ""
            op.execute(f"CREATE TRIGGER {name} {moment} {condition} BEGIN {rows} END")
            continue
        condition = f"WHEN ({when})" if when else ""
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN {rows} RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} {moment} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()"
        )


def downgrade() -> None:
    """Take back."""
    drop_triggers()
    op.drop_table("badge_look")
    op.drop_table("badge_due")


def drop_triggers() -> None:
    """Take the triggers away, and the functions they call."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, (table, *_rest) in TRIGGERS.items():
        op.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if sqlite else f" ON {table}"))
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
