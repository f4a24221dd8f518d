"""Sessions that are cancelled, and those a release has shown."""

import sqlalchemy as sa
from alembic import op

revision = 'b7e1c90d42f6'
down_revision = '5c1f0e9ab7d4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('agenda_session', schema=None) as batch_op:
        for name in ('cancelled', 'released'):
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
    bind = op.get_bind()
    session = sa.table(
        'agenda_session', sa.column('event_id'), sa.column('guid'), sa.column('released')
    )
    release = sa.table('release', sa.column('event_id'), sa.column('programme', sa.JSON()))
    for event_id, programme in bind.execute(sa.select(release)).all():
        for item in programme['sessions']:
            bind.execute(
                session.update()
                .where(session.c.event_id == event_id, session.c.guid == item['guid'])
                .values(released=sa.true())
            )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('agenda_session', schema=None) as batch_op:
        batch_op.drop_column('released')
        batch_op.drop_column('cancelled')
