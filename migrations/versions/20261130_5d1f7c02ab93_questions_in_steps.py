"""Questions whether people still come are put at once, their e-mails written in steps."""

import sqlalchemy as sa
from alembic import op

revision = '5d1f7c02ab93'
down_revision = 'f2a6c8d03e15'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('reconfirming') as batch_op:
        batch_op.alter_column('written_at', existing_type=sa.DateTime(timezone=True), nullable=True)


def downgrade() -> None:
    """Take back: who was not written to yet counts as written to when the question was put."""
    op.execute(
        'UPDATE reconfirming SET written_at = (SELECT asked_at FROM reconfirmation '
        'WHERE reconfirmation.id = reconfirming.reconfirmation_id) WHERE written_at IS NULL'
    )
    with op.batch_alter_table('reconfirming') as batch_op:
        batch_op.alter_column('written_at', existing_type=sa.DateTime(timezone=True), nullable=False)
