"""Numbers kept by triggers: registrations of each kind and day, people at the doors."""

import sqlalchemy as sa
from alembic import op

revision = 'b7e2d4a96c10'
down_revision = 'b7e1c90d42f6'
branch_labels = None
depends_on = None

KIND = "event_id, state, category_id, contingent_id, organisation_id"
COUNTED = """INSERT INTO registration_tally
      (event_id, state, category_id, contingent_id, organisation_id, erased, number)
    VALUES ({row}.event_id, {row}.state, {row}.category_id, {row}.contingent_id,
      {row}.organisation_id, {row}.erased_at IS NOT NULL, {number});"""
CHANGED = """OLD.state <> NEW.state OR OLD.category_id <> NEW.category_id
      OR coalesce(OLD.contingent_id, 0) <> coalesce(NEW.contingent_id, 0)
      OR coalesce(OLD.organisation_id, 0) <> coalesce(NEW.organisation_id, 0)
      OR (OLD.erased_at IS NULL) <> (NEW.erased_at IS NULL)"""
DAY = "INSERT INTO registration_day (event_id, day, number) VALUES ({row}.event_id, {day}, {number});"

OTHER = """s.event_id = NEW.event_id AND s.idx = NEW.idx AND s.decision = 'admit'
        AND NOT s.rehearsal AND s.id <> NEW.id"""
NEWEST = """SELECT s.direction FROM scan s WHERE {which}
      ORDER BY s.t + s.off DESC, coalesce(s.device_id, 0) DESC, s.seq DESC, s.id DESC LIMIT 1"""
DOOR = """INSERT INTO door_tally (event_id, inside, arrived, refused)
    SELECT NEW.event_id,
      CASE WHEN NEW.decision <> 'admit' THEN 0 ELSE
        CASE WHEN ({after}) = 'in' THEN 1 ELSE 0 END
        - CASE WHEN ({before}) = 'in' THEN 1 ELSE 0 END END,
      CASE WHEN NEW.decision = 'admit' AND NEW.direction = 'in' AND NOT EXISTS (
        SELECT 1 FROM scan s WHERE {other} AND s.direction = 'in') THEN 1 ELSE 0 END,
      CASE WHEN NEW.decision = 'refuse' THEN 1 ELSE 0 END;""".format(
    after=NEWEST.format(which=OTHER.replace(" AND s.id <> NEW.id", "")),
    before=NEWEST.format(which=OTHER),
    other=OTHER,
)
AT_THE_DOOR = "NOT NEW.rehearsal AND (NEW.decision = 'refuse' OR NEW.idx IS NOT NULL)"
REGISTERED = {
    "INSERT": (("NEW", 1),),
    "UPDATE": (("OLD", -1), ("NEW", 1)),
    "DELETE": (("OLD", -1),),
}
"""What happens to a registration -> what is taken away and added."""


def _rows(happens: str, day: str) -> str:
    return "\n    ".join(
        line.format(row=row, number=number, day=day.format(row))
        for line in (COUNTED, DAY)
        for row, number in REGISTERED[happens]
    )


def _when(happens: str, day: str) -> str:
    if happens != "UPDATE":
        return ""
    return f"WHEN ({CHANGED} OR {day.format('OLD')} <> {day.format('NEW')})"


def _sqlite() -> list[str]:
    day, made = "date({}.registered_at)", []
    for happens in REGISTERED:
        name = f"registration_tally_{happens.lower()}"
        moment = f"AFTER {happens} ON registration {_when(happens, day)}"
        made.append(f"CREATE TRIGGER {name} {moment} BEGIN {_rows(happens, day)} END")
    made.append(
        f"CREATE TRIGGER scan_tally AFTER INSERT ON scan WHEN {AT_THE_DOOR} BEGIN {DOOR} END"
    )
    return made


def _postgresql() -> list[str]:
    day, made = "({}.registered_at AT TIME ZONE 'UTC')::date", []
    for happens in REGISTERED:
        name = f"registration_tally_{happens.lower()}"
        moment, when = f"AFTER {happens} ON registration", _when(happens, day)
        made += _triggered(name, moment, when, _rows(happens, day))
    return made + _triggered("scan_tally", "AFTER INSERT ON scan", f"WHEN ({AT_THE_DOOR})", DOOR)


def _triggered(name: str, moment: str, when: str, rows: str) -> list[str]:
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {rows} RETURN NULL; END $$",
        f"CREATE TRIGGER {name} {moment} FOR EACH ROW {when} EXECUTE FUNCTION {name}()",
    ]


def _count_what_is_there(day: str) -> None:
    op.execute(
        f"INSERT INTO registration_tally ({KIND}, erased, number)"  # noqa: S608
        f" SELECT {KIND}, erased_at IS NOT NULL, count(*) FROM registration"
        f" GROUP BY {KIND}, erased_at IS NOT NULL"
    )
    op.execute(
        "INSERT INTO registration_day (event_id, day, number)"  # noqa: S608
        f" SELECT event_id, {day}, count(*) FROM registration GROUP BY event_id, {day}"
    )
    op.execute(
        """INSERT INTO door_tally (event_id, inside, arrived, refused)
        SELECT event_id, sum(newest_in), sum(came), sum(refused) FROM (
          SELECT event_id,
            CASE WHEN decision = 'admit' AND direction = 'in' AND row_number() OVER (
              PARTITION BY event_id, idx, decision
              ORDER BY t + off DESC, coalesce(device_id, 0) DESC, seq DESC, id DESC) = 1
              THEN 1 ELSE 0 END AS newest_in,
            CASE WHEN decision = 'admit' AND direction = 'in' AND row_number() OVER (
              PARTITION BY event_id, idx, decision, direction ORDER BY id) = 1
              THEN 1 ELSE 0 END AS came,
            CASE WHEN decision = 'refuse' THEN 1 ELSE 0 END AS refused
          FROM scan WHERE NOT rehearsal AND (decision = 'refuse' OR idx IS NOT NULL)
        ) AS told GROUP BY event_id"""
    )


def keep_numbers() -> None:
    """Make tables and triggers, and count what is there; a later migration's way down, too."""
    op.create_table(
        'registration_tally',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column(
            'state',
            sa.Enum(
                'pending', 'waiting', 'offered', 'confirmed', 'declined', 'cancelled',
                name='state', native_enum=False, length=32,
            ),
            nullable=False,
        ),
        sa.Column('category_id', sa.Integer(), nullable=False),
        sa.Column('contingent_id', sa.Integer(), nullable=True),
        sa.Column('organisation_id', sa.Integer(), nullable=True),
        sa.Column('erased', sa.Boolean(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_registration_tally_event_id_event')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_tally')),
    )
    op.create_index(
        'ix_registration_tally_event_id_state', 'registration_tally', ['event_id', 'state']
    )
    op.create_table(
        'registration_day',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_registration_day_event_id_event')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_day')),
    )
    op.create_index(op.f('ix_registration_day_event_id'), 'registration_day', ['event_id'])
    op.create_table(
        'door_tally',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('inside', sa.Integer(), nullable=False),
        sa.Column('arrived', sa.Integer(), nullable=False),
        sa.Column('refused', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_door_tally_event_id_event')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_door_tally')),
    )
    op.create_index(op.f('ix_door_tally_event_id'), 'door_tally', ['event_id'])
    sqlite = op.get_bind().dialect.name == 'sqlite'
    utc = "registered_at" if sqlite else "registered_at AT TIME ZONE 'UTC'"
    _count_what_is_there(f"date({utc})" if sqlite else f"({utc})::date")
    for statement in _sqlite() if sqlite else _postgresql():
        op.execute(statement)


def keep_no_numbers() -> None:
    """Take triggers and tables away."""
    sqlite = op.get_bind().dialect.name == 'sqlite'
    names = [f"registration_tally_{happens.lower()}" for happens in REGISTERED]
    tables = {**dict.fromkeys(names, "registration"), "scan_tally": "scan"}
    for name, table in tables.items():
        op.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if sqlite else f" ON {table}"))
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    for table in ('door_tally', 'registration_day', 'registration_tally'):
        op.drop_table(table)


def upgrade() -> None:
    """Apply."""
    op.drop_index('ix_registration_places', 'registration')
    op.create_index(
        'ix_registration_event_id_state_id', 'registration', ['event_id', 'state', 'id']
    )
    op.create_index(
        'ix_registration_event_id_organisation_key', 'registration', ['event_id', 'organisation_key']
    )
    keep_numbers()


def downgrade() -> None:
    """Take back."""
    keep_no_numbers()
    op.drop_index('ix_registration_event_id_organisation_key', 'registration')
    op.drop_index('ix_registration_event_id_state_id', 'registration')
    op.create_index(
        'ix_registration_places',
        'registration',
        ['event_id', 'state', 'category_id', 'contingent_id'],
    )
