"""Hosts look after sessions, and propose times for them."""

import sqlalchemy as sa
from alembic import op

revision = "e5b9d20c7a41"
down_revision = "9e4d0b7c3a15"
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'open'")
STATES = ("open", "accepted", "declined", "withdrawn")


def upgrade() -> None:
    """No host looks after a session so far."""
    op.create_table(
        "hosted_session",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["agenda_session.id"],
            name=op.f("fk_hosted_session_session_id_agenda_session"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"],
            name=op.f("fk_hosted_session_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_hosted_session")),
    )  # fmt: skip
    op.create_index(op.f("ix_hosted_session_organisation_id"), "hosted_session", ["organisation_id"])
    state = sa.Enum(*STATES, name="proposaloftimestate", native_enum=False, length=32)
    op.create_table(
        "proposal_of_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_proposal_of_time_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_proposal_of_time_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["agenda_session.id"],
            name=op.f("fk_proposal_of_time_session_id_agenda_session"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_proposal_of_time_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_of_time")),
        sa.UniqueConstraint("public_id", name=op.f("uq_proposal_of_time_public_id")),
    )  # fmt: skip
    for column in ("event_id", "session_id"):
        op.create_index(op.f(f"ix_proposal_of_time_{column}"), "proposal_of_time", [column])
    op.create_index(
        "uq_proposal_of_time_open",
        "proposal_of_time",
        ["session_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    """Forget who looks after which session."""
    op.drop_table("proposal_of_time")
    op.drop_table("hosted_session")
