"""What one can ask about at an information desk, and whom."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = '9e4d0b7c3a15'
down_revision = 'f3b7c19d5e84'
branch_labels = None
depends_on = None

NOTHING = sa.text("'{}'")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        'desk_expert',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('desk_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['desk_id'], ['desk.id'], name=op.f('fk_desk_expert_desk_id_desk')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_desk_expert_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_desk_expert')),
    )
    op.create_index(op.f('ix_desk_expert_desk_id'), 'desk_expert', ['desk_id'])
    op.create_index(op.f('ix_desk_expert_person_id'), 'desk_expert', ['person_id'])
    with op.batch_alter_table('desk') as batch:
        batch.add_column(sa.Column('topics', sa.JSON(), nullable=False, server_default=NOTHING))
        batch.add_column(sa.Column('public_id', sa.String(length=24), nullable=True))
    desk = sa.table('desk', sa.column('id', sa.Integer), sa.column('public_id', sa.String))
    here = op.get_bind()
    for (number,) in here.execute(sa.select(desk.c.id)).all():
        name = secrets.token_urlsafe(12)
        here.execute(desk.update().where(desk.c.id == number).values(public_id=name))
    with op.batch_alter_table('desk') as batch:
        batch.alter_column('public_id', existing_type=sa.String(length=24), nullable=False)
        batch.create_unique_constraint(op.f('uq_desk_public_id'), ['public_id'])


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('desk') as batch:
        batch.drop_constraint(op.f('uq_desk_public_id'), type_='unique')
        batch.drop_column('public_id')
        batch.drop_column('topics')
    op.drop_table('desk_expert')
