"""Contributors: one row for everybody who has a part in the programme."""

import sqlalchemy as sa
from alembic import op

revision = "c5a17e3f90b4"
down_revision = "b7d20e94c1f5"
branch_labels = None
depends_on = None

FILL = """
    INSERT INTO contributor (person_id, event_id, language, message, invited_by, answered_by, copies,
        decline_reason, decline_proposal, link_generation, consent_generation, without_slides,
        travel, access_needs, translate_into, team_note, version)
    SELECT person.id, person.event_id, 'de', '', '', '', :yes, '', '', 1, 1, :no, '', '', '[]', '', 1
    FROM person WHERE EXISTS (SELECT 1 FROM session_role WHERE session_role.person_id = person.id)
"""


def upgrade() -> None:
    """Make the table, with whoever has a part already."""
    answered_as = sa.Enum(
        *("self", "assistant", "organiser"), name="answeredas", native_enum=False, length=32
    )
    op.create_table(
        "contributor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("details_by", sa.Date(), nullable=True),
        sa.Column("message", sa.String(length=2000), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("invited_by", sa.String(length=160), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=160), nullable=False),
        sa.Column("answered_as", answered_as, nullable=True),
        sa.Column("copies", sa.Boolean(), nullable=False),
        sa.Column("decline_reason", sa.String(length=1000), nullable=False),
        sa.Column("decline_proposal", sa.String(length=300), nullable=False),
        sa.Column("link_generation", sa.Integer(), nullable=False),
        sa.Column("consent_generation", sa.Integer(), nullable=False),
        sa.Column("link_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recording", sa.Boolean(), nullable=True),
        sa.Column("photographs", sa.Boolean(), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("technical_needs", sa.String(length=1000), nullable=True),
        sa.Column("without_slides", sa.Boolean(), nullable=False),
        sa.Column("travel", sa.String(length=2000), nullable=False),
        sa.Column("access_needs", sa.String(length=1000), nullable=False),
        sa.Column("translate_into", sa.JSON(), nullable=False),
        sa.Column("team_note", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_contributor_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contributor_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributor")),
        sa.UniqueConstraint("person_id", name=op.f("uq_contributor_person_id")),
    )
    op.create_index("ix_contributor_event_id", "contributor", ["event_id"])
    op.execute(sa.text(FILL).bindparams(yes=True, no=False))


def downgrade() -> None:
    """Forget what was agreed with contributors; their parts in the programme stay."""
    op.drop_table("contributor")
