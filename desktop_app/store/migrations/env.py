"""Alembic's entrance: runs the steps on the connection and in the transaction it is handed."""

from alembic import context

from desktop_app.models.catalogue import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
