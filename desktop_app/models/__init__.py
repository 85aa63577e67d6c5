"""Tables, as typed declarative SQLAlchemy: what would exist with no program, only the file."""
