"""records and forms."""

import sqlalchemy as sa
from alembic import op

revision = 'a8f607839372'
down_revision = '19326b462c2a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('consent_text',
    sa.Column('consent_id', sa.Integer(), nullable=False),
    sa.Column('text_version', sa.Integer(), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['consent_id'], ['consent.id'], name=op.f('fk_consent_text_consent_id_consent')),
    sa.PrimaryKeyConstraint('consent_id', 'text_version', name=op.f('pk_consent_text'))
    )
    op.create_table('question_category',
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_question_category_category_id_category')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_question_category_question_id_question')),
    sa.PrimaryKeyConstraint('question_id', 'category_id', name=op.f('pk_question_category'))
    )
    with op.batch_alter_table('question_category', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_category_category_id'), ['category_id'], unique=False)

    with op.batch_alter_table('category', schema=None) as batch_op:
        batch_op.add_column(sa.Column('active', sa.Boolean(), nullable=False, server_default=sa.true()))

    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))

    with op.batch_alter_table('desk', schema=None) as batch_op:
        batch_op.add_column(sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('languages', sa.JSON(), nullable=False, server_default='[]'))

    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('active', sa.Boolean(), nullable=False, server_default=sa.true()))

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('active', sa.Boolean(), nullable=False, server_default=sa.true()))

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))

    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('room', schema=None) as batch_op:
        batch_op.add_column(sa.Column('active', sa.Boolean(), nullable=False, server_default=sa.true()))

    op.execute(
        "UPDATE registration SET asked_at = registered_at WHERE holder_no = 1"
        " AND source IN ('public', 'api', 'invitation', 'code', 'demo')"
    )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('room', schema=None) as batch_op:
        batch_op.drop_column('active')

    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_column('asked_at')

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_column('version')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('active')

    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_column('active')

    with op.batch_alter_table('desk', schema=None) as batch_op:
        batch_op.drop_column('languages')
        batch_op.drop_column('closes_at')
        batch_op.drop_column('opens_at')

    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_column('version')

    with op.batch_alter_table('category', schema=None) as batch_op:
        batch_op.drop_column('active')

    with op.batch_alter_table('question_category', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_category_category_id'))

    op.drop_table('question_category')
    op.drop_table('consent_text')
