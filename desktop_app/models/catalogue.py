"""Every table, imported once, so that metadata is complete for migrations and history."""

from desktop_app.models import (
    basics,
    bulletins,
    cases,
    dossiers,
    exams,
    history,
    issues,
    keeping,
    meetings,
    people,
    plan,
    posts,
    responsibility,
    reviews,
    rotations,
    seizures,
    supervision,
    training,
    whole,
)
from desktop_app.models.base import Base, Part, Record

__all__ = [
    "KINDS",
    "Base",
    "Part",
    "Record",
    "basics",
    "bulletins",
    "cases",
    "dossiers",
    "exams",
    "history",
    "issues",
    "keeping",
    "meetings",
    "people",
    "plan",
    "posts",
    "responsibility",
    "reviews",
    "rotations",
    "seizures",
    "supervision",
    "training",
    "whole",
]

KINDS: dict[str, type[Record | Part]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.class_.__name__)
    if issubclass(mapper.class_, Record | Part)
}
"""Kind name (table name) to class, for everything that has history; in one order, whatever was imported first."""
