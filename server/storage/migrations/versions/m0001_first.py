"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _agency()
    _code()
    _device()
    _nonce()
    _record()
    _scope()
    _touched()
    _holding()
    _receipt()
    _tip()
    _token()
    _entry()


def _agency() -> None:
    op.create_table(
        "agency",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("administrator", sa.String(64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("facts_version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_agency")),
    )


def _code() -> None:
    op.create_table(
        "code",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("staff", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.String(64)),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_code")),
    )


def _device() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("staff", sa.String(64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("stopped_at", sa.BigInteger()),
        sa.Column("seen_at", sa.BigInteger()),
        sa.Column("chain_seq", sa.BigInteger(), nullable=False),
        sa.Column("chain_id", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index(op.f("ix_device_staff"), "device", ["staff"])


def _nonce() -> None:
    op.create_table(
        "nonce",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_nonce")),
    )
    op.create_index(op.f("ix_nonce_expires_at"), "nonce", ["expires_at"])


def _record() -> None:
    op.create_table(
        "record",
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("facts_version", sa.BigInteger()),
        sa.PrimaryKeyConstraint("scope", "record", name=op.f("pk_record")),
    )
    op.create_index(op.f("ix_record_facts_version"), "record", ["facts_version"])
    op.create_index(op.f("ix_record_kind"), "record", ["kind", "scope"])


def _scope() -> None:
    op.create_table(
        "scope",
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("last_position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scope")),
    )


def _touched() -> None:
    op.create_table(
        "touched",
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "record", "device", "seq", name=op.f("pk_touched")),
    )


def _holding() -> None:
    op.create_table(
        "holding",
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_holding_device")),
        sa.PrimaryKeyConstraint("device", "scope", name=op.f("pk_holding")),
    )


def _receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_receipt_device")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_receipt")),
    )


def _tip() -> None:
    op.create_table(
        "tip",
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_tip_device")),
        sa.PrimaryKeyConstraint("device", "seq", name=op.f("pk_tip")),
    )


def _token() -> None:
    op.create_table(
        "token",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_token_device")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_token")),
    )
    op.create_index(op.f("ix_token_device"), "token", ["device"])
    op.create_index(op.f("ix_token_expires_at"), "token", ["expires_at"])


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.String(100)),
        sa.Column("position", sa.BigInteger()),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(64)),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_entry_device")),
        sa.ForeignKeyConstraint(["scope"], ["scope.id"], name=op.f("fk_entry_scope")),
        sa.ForeignKeyConstraint(["receipt"], ["receipt.number"], name=op.f("fk_entry_receipt")),
        sa.PrimaryKeyConstraint("device", "seq", name=op.f("pk_entry")),
        sa.UniqueConstraint("scope", "position", name=op.f("uq_entry_scope")),
    )
    op.create_index(op.f("ix_entry_id"), "entry", ["id"])
