"""Schema steps (结构升级), run by Alembic inside one transaction; once released, a step never changes."""
