"""A call for contributions, what was proposed, and what the team thinks of it."""

import sqlalchemy as sa
from alembic import op

revision = "d5a1f8c3e072"
down_revision = "e1a94c57b2f8"
branch_labels = None
depends_on = None


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")


def upgrade() -> None:
    """Make the tables."""
    _make_call()
    _make_proposal()
    _make_parts()


def _make_call() -> None:
    table = "call_for_proposals"
    op.create_table(
        table,
        _number("id"),
        _number("event_id"),
        sa.Column("active", sa.Boolean(), nullable=False),
        _moment("closes_at"),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        _number("version"),
        _link(table, "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("event_id", name=f"uq_{table}_event_id"),
    )


def _make_proposal() -> None:
    op.create_table(
        "proposal",
        _number("id"),
        _number("event_id"),
        _text("public_id", 24),
        _text("state", 32),
        _text("headline", 200),
        _text("abstract", 5000),
        _text("kind", 32),
        _text("language", 2),
        sa.Column("languages", sa.JSON(), nullable=False),
        _text("title", 60),
        _text("given_name", 80),
        _text("family_name", 80),
        _text("organisation", 200),
        _text("email", 254),
        _text("email_key", 254),
        _text("remark", 2000),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        _text("folded", 800),
        _moment("created_at", nullable=False),
        _moment("changed_at", nullable=False),
        _moment("submitted_at"),
        _moment("decided_at"),
        _text("decided_by", 160),
        _moment("answered_at"),
        _text("session_public_id", 24),
        _number("version"),
        _link("proposal", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
        sa.UniqueConstraint("public_id", name="uq_proposal_public_id"),
    )
    op.create_index("ix_proposal_event_id_state", "proposal", ["event_id", "state"])
    op.create_index("ix_proposal_event_id_email_key", "proposal", ["event_id", "email_key"])


def _make_parts() -> None:
    op.create_table(
        "proposal_author",
        _number("id"),
        _number("proposal_id"),
        _number("position"),
        _text("given_name", 80),
        _text("family_name", 80),
        _text("organisation", 200),
        _link("proposal_author", "proposal_id", "proposal"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal_author"),
    )
    op.create_index("ix_proposal_author_proposal_id", "proposal_author", ["proposal_id"])
    op.create_table(
        "proposal_file",
        _number("id"),
        _number("proposal_id"),
        _number("file_id"),
        _link("proposal_file", "proposal_id", "proposal"),
        _link("proposal_file", "file_id", "stored_file"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal_file"),
        sa.UniqueConstraint("file_id", name="uq_proposal_file_file_id"),
    )
    op.create_index("ix_proposal_file_proposal_id", "proposal_file", ["proposal_id"])
    op.create_table(
        "proposal_review",
        _number("id"),
        _number("proposal_id"),
        _number("user_id"),
        sa.Column("score", sa.Integer(), nullable=True),
        _text("comment", 2000),
        _moment("reviewed_at", nullable=False),
        _link("proposal_review", "proposal_id", "proposal"),
        _link("proposal_review", "user_id", "user"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal_review"),
        sa.UniqueConstraint("proposal_id", "user_id", name="uq_proposal_review_proposal_id_user_id"),
        sa.CheckConstraint(
            "score IS NULL OR (score >= 1 AND score <= 5)", name="ck_proposal_review_score"
        ),
    )
    op.create_index("ix_proposal_review_user_id", "proposal_review", ["user_id"])


def downgrade() -> None:
    """Take them away."""
    for table in (
        "proposal_review",
        "proposal_file",
        "proposal_author",
        "proposal",
        "call_for_proposals",
    ):
        op.drop_table(table)
