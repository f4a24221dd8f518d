"""What each door decided and badges not made yet, kept by triggers; scans numbered as committed."""

import sqlalchemy as sa
from alembic import op

revision = '8d1f6b3a27c4'
down_revision = 'cf4ba273f01b'
branch_labels = None
depends_on = None

DECIDED = """INSERT INTO door_decision
      (event_id, door_id, direction, decision, why, forced, number)
    VALUES (NEW.event_id, NEW.door_id, NEW.direction, NEW.decision, coalesce(NEW.why, ''),
      NEW.forced, 1);"""

LACKS = """CASE WHEN {row}.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM badge b
        WHERE b.registration_id = {row}.id AND b.replaced_at IS NULL
        AND b.holder_no = {row}.holder_no) THEN 1 ELSE 0 END"""
"""Whether a registration, as a row of it says, lacks the badge of its present holder."""
SERVES = """CASE WHEN {row}.replaced_at IS NULL AND EXISTS (SELECT 1 FROM registration r
        WHERE r.id = {row}.registration_id AND r.state = 'confirmed'
        AND r.holder_no = {row}.holder_no) THEN 1 ELSE 0 END"""
"""Whether a badge, as a row of it says, is the one its registration needs."""
MISSING = "INSERT INTO badge_tally (event_id, missing) SELECT {row}.event_id, {number};"
OLD_LACKS, NEW_LACKS = LACKS.format(row="OLD"), LACKS.format(row="NEW")
OLD_SERVES, NEW_SERVES = SERVES.format(row="OLD"), SERVES.format(row="NEW")
TURNED = "OLD.state <> NEW.state OR OLD.holder_no <> NEW.holder_no"
REPLACED = """(OLD.replaced_at IS NULL) <> (NEW.replaced_at IS NULL)
      OR OLD.holder_no <> NEW.holder_no OR OLD.registration_id <> NEW.registration_id"""
TRIGGERS = {
    "scan_decided": ("scan", "INSERT", "NOT NEW.rehearsal", DECIDED),
    "registration_badge_insert": (
        "registration", "INSERT", "NEW.state = 'confirmed'",
        MISSING.format(row="NEW", number=NEW_LACKS),
    ),
    "registration_badge_update": (
        "registration", "UPDATE", TURNED,
        MISSING.format(row="NEW", number=f"({NEW_LACKS}) - ({OLD_LACKS})"),
    ),
    "registration_badge_delete": (
        "registration", "DELETE", "OLD.state = 'confirmed'",
        MISSING.format(row="OLD", number=f"-({OLD_LACKS})"),
    ),
    "badge_tally_insert": (
        "badge", "INSERT", "NEW.replaced_at IS NULL",
        MISSING.format(row="NEW", number=f"-({NEW_SERVES})"),
    ),
    "badge_tally_update": (
        "badge", "UPDATE", REPLACED,
        MISSING.format(row="NEW", number=f"({OLD_SERVES}) - ({NEW_SERVES})"),
    ),
    "badge_tally_delete": (
        "badge", "DELETE", "OLD.replaced_at IS NULL",
        MISSING.format(row="OLD", number=OLD_SERVES),
    ),
}  # fmt: skip
"""Name -> (table, what happens, when, what is written)."""

HOLD = "PERFORM 1 FROM registration WHERE id = {row}.registration_id FOR SHARE;"
"""A badge and its registration that change at once count one after the other."""
NUMBERED = (
    "CREATE FUNCTION scan_numbered() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN PERFORM pg_advisory_xact_lock(23716); RETURN NULL; END $$",
    "CREATE TRIGGER scan_numbered BEFORE INSERT ON scan"
    " FOR EACH STATEMENT EXECUTE FUNCTION scan_numbered()",
)
"""Before a scan gets its number, so that numbers become visible in their order."""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        'door_decision',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('door_id', sa.Integer(), nullable=True),
        sa.Column('direction', sa.String(length=4), nullable=False),
        sa.Column('decision', sa.String(length=8), nullable=False),
        sa.Column('why', sa.String(length=24), nullable=False),
        sa.Column('forced', sa.Boolean(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_door_decision_event_id_event')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_door_decision')),
    )
    op.create_index(op.f('ix_door_decision_event_id'), 'door_decision', ['event_id'])
    op.create_table(
        'badge_tally',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('missing', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_badge_tally_event_id_event')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_tally')),
    )
    op.create_index(op.f('ix_badge_tally_event_id'), 'badge_tally', ['event_id'])
    kind = "event_id, door_id, direction, decision, coalesce(why, ''), forced"
    op.execute(
        "INSERT INTO door_decision (event_id, door_id, direction, decision, why, forced, number)"  # noqa: S608
        f" SELECT {kind}, count(*) FROM scan WHERE NOT rehearsal GROUP BY {kind}"
    )
    op.execute(
        "INSERT INTO badge_tally (event_id, missing)"  # noqa: S608
        f" SELECT event_id, sum({LACKS.format(row='registration')}) FROM registration"
        " GROUP BY event_id"
    )
    sqlite = op.get_bind().dialect.name == 'sqlite'
    for name, (table, happens, when, rows) in TRIGGERS.items():
        moment = f"AFTER {happens} ON {table}"
        if sqlite:
            op.execute(f"CREATE TRIGGER {name} {moment} WHEN {when} BEGIN {rows} END")
            continue
        row = "OLD" if happens == "DELETE" else "NEW"
        hold = HOLD.format(row=row) if table == "badge" else ""
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN {hold} {rows} RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} {moment} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}()"
        )
    if not sqlite:
        for statement in NUMBERED:
            op.execute(statement)


def downgrade() -> None:
    """Take back."""
    sqlite = op.get_bind().dialect.name == 'sqlite'
    tables = {name: table for name, (table, *_rest) in TRIGGERS.items()}
    for name, table in tables.items() if sqlite else {**tables, "scan_numbered": "scan"}.items():
        op.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if sqlite else f" ON {table}"))
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_table('badge_tally')
    op.drop_table('door_decision')
