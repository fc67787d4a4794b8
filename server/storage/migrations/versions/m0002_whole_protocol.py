"""The rest of the protocol: entries by id, rulings, matters, restores, sealed notes, erasures.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FALSE, _TRUE = sa.false(), sa.true()


def upgrade() -> None:
    """Add columns and tables; entries and what they touch go over by their ids."""
    _columns()
    _entry()
    _touched()
    _rulings()
    _restores()
    _erasures()


def downgrade() -> None:
    """There is no way back: what newer laptops sent could not be kept."""
    raise NotImplementedError


def _columns() -> None:
    with op.batch_alter_table("agency") as table:
        table.add_column(sa.Column("confirmed", sa.Boolean(), nullable=False, server_default=_TRUE))
        table.add_column(sa.Column("backup_receipt", sa.BigInteger(), nullable=False, server_default="0"))
        table.add_column(sa.Column("backup_at", sa.BigInteger()))
    with op.batch_alter_table("device") as table:
        for name in ("kept_seq", "unsent", "skew_s"):
            table.add_column(sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
        table.add_column(sa.Column("replaces", sa.String(64)))
        table.add_column(sa.Column("wiped_at", sa.BigInteger()))
    with op.batch_alter_table("code") as table:
        table.add_column(sa.Column("replaces", sa.String(64)))


def _entry() -> None:
    for name in ("adopted", "order_epoch", "order_position"):
        sort = sa.String(64) if name == "adopted" else sa.BigInteger() if name == "order_position" else sa.Integer()
        op.add_column("entry", sa.Column(name, sort))
    op.add_column("entry", sa.Column("outline", sa.Boolean(), nullable=False, server_default=_FALSE))
    op.execute("UPDATE entry SET order_epoch = epoch, order_position = coalesce(position, 0)")
    op.drop_index("ix_entry_id", "entry")
    with op.batch_alter_table("entry") as table:
        table.alter_column("order_epoch", existing_type=sa.Integer(), nullable=False)
        table.alter_column("order_position", existing_type=sa.BigInteger(), nullable=False)
        table.drop_constraint("pk_entry", type_="primary")
        table.create_primary_key("pk_entry", ["id"])
    chain = sa.column("adopted").is_(None)
    op.create_index(
        "ix_entry_chain", "entry", ["device", "seq"], unique=True, sqlite_where=chain, postgresql_where=chain
    )


def _touched() -> None:
    op.create_table(
        "touched_by_id",
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
    )
    op.execute(
        "INSERT INTO touched_by_id (scope, record, entry) SELECT t.scope, t.record, e.id FROM touched t"
        " JOIN entry e ON e.device = t.device AND e.seq = t.seq"
    )
    op.drop_table("touched")
    op.create_table(
        "touched",
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name=op.f("fk_touched_entry")),
        sa.PrimaryKeyConstraint("scope", "record", "entry", name=op.f("pk_touched")),
    )
    op.create_index("ix_touched_entry", "touched", ["entry"])
    op.execute("INSERT INTO touched (scope, record, entry) SELECT scope, record, entry FROM touched_by_id")
    op.drop_table("touched_by_id")


def _rulings() -> None:
    op.create_table(
        "ruling",
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("by_entry", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("decision", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("entry", "by_entry", name=op.f("pk_ruling")),
    )
    op.create_table(
        "matter",
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("sort", sa.String(32), nullable=False),
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("case", sa.String(36), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(64)),
        sa.PrimaryKeyConstraint("entry", "sort", name=op.f("pk_matter")),
    )
    op.create_index(op.f("ix_matter_case"), "matter", ["case"])


def _restores() -> None:
    op.create_table(
        "held_push",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_held_push_device")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_held_push")),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.String(64)),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_note_device")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )


def _erasures() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(64), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_by", sa.String(64)),
        sa.Column("confirmed_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "erasure_entry",
        sa.Column("erasure", sa.String(36), nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["erasure"], ["erasure.id"], name=op.f("fk_erasure_entry_erasure")),
        sa.PrimaryKeyConstraint("erasure", "entry", name=op.f("pk_erasure_entry")),
    )
    op.create_table(
        "erasure_holder",
        sa.Column("erasure", sa.String(36), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["erasure"], ["erasure.id"], name=op.f("fk_erasure_holder_erasure")),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_erasure_holder_device")),
        sa.PrimaryKeyConstraint("erasure", "device", name=op.f("pk_erasure_holder")),
    )
