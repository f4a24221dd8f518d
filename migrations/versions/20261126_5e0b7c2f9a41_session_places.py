"""sign-up for sessions: groups, places and waiting lists."""

import sqlalchemy as sa
from alembic import op

revision = '5e0b7c2f9a41'
down_revision = '9e41d7a2c053'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('agenda_session', sa.Column('sign_up', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table('session_group',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_session_group_category_id_category')),
    sa.ForeignKeyConstraint(['session_id'], ['agenda_session.id'], name=op.f('fk_session_group_session_id_agenda_session')),
    sa.PrimaryKeyConstraint('session_id', 'category_id', name=op.f('pk_session_group'))
    )
    op.create_index(op.f('ix_session_group_category_id'), 'session_group', ['category_id'])
    op.create_table('session_place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('confirmed', 'waiting', name='sessionplacestate', native_enum=False, length=32), nullable=False),
    sa.Column('queue_no', sa.Integer(), nullable=False),
    sa.Column('signed_up_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('release_no', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_session_place_registration_id_registration')),
    sa.ForeignKeyConstraint(['session_id'], ['agenda_session.id'], name=op.f('fk_session_place_session_id_agenda_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_place')),
    sa.UniqueConstraint('registration_id', 'session_id', name=op.f('uq_session_place_registration_id_session_id'))
    )
    op.create_index(op.f('ix_session_place_release_no'), 'session_place', ['release_no'])
    op.create_index('ix_session_place_session_id_state_queue_no', 'session_place', ['session_id', 'state', 'queue_no'])


def downgrade() -> None:
    """Take back."""
    op.drop_table('session_place')
    op.drop_table('session_group')
    op.drop_column('agenda_session', 'sign_up')
