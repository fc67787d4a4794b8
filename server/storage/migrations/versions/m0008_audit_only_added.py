"""Rows of the audit are only added: what is sealed is neither changed nor removed by the server's own statements.

Whoever owns the database can take this off again; then the chain and its checkpoints tell.

Revision ID: 0008
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_WORDS = "the audit is only added to"
_KEPT = ("epoch", "at", "staff", "device", "what", "target", "detail", "why", "occurred_at", "event")


def upgrade() -> None:
    """Add the triggers. A later step that makes one of the tables anew has to add them again."""
    statements = _of_postgres() if op.get_bind().dialect.name == "postgresql" else _of_sqlite()
    for statement in statements:
        op.execute(statement)


def _of_sqlite() -> list[str]:
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _KEPT)
    fail = f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    return [
        f"CREATE TRIGGER audit_kept BEFORE UPDATE ON audit WHEN OLD.place IS NOT NULL OR {changed} {fail}",
        f"CREATE TRIGGER audit_not_removed BEFORE DELETE ON audit {fail}",
        f"CREATE TRIGGER audit_checkpoint_kept BEFORE UPDATE ON audit_checkpoint {fail}",
        f"CREATE TRIGGER audit_checkpoint_not_removed BEFORE DELETE ON audit_checkpoint {fail}",
    ]


def _of_postgres() -> list[str]:
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _KEPT)
    each = "FOR EACH ROW"
    call = "EXECUTE FUNCTION audit_refuse()"
    return [
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$",
        f"CREATE TRIGGER audit_kept BEFORE UPDATE ON audit {each} WHEN (OLD.place IS NOT NULL OR {changed}) {call}",
        f"CREATE TRIGGER audit_not_removed BEFORE DELETE ON audit {each} {call}",
        f"CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT {call}",
        f"CREATE TRIGGER audit_checkpoint_kept BEFORE UPDATE OR DELETE ON audit_checkpoint {each} {call}",
    ]


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
