"""Run by Alembic: takes the steps on the connection that `server.storage.migration` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
