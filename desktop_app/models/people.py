"""Departments, officers and the kinship pairs that limit where they may serve."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Record
from desktop_app.rules.vocabulary import Inside, OfficerStatus, Sex


class Department(Record):
    """An inner department (内设机构), valid between two dates and possibly succeeded by another.

    ``aliases`` are other names found in ledgers, separated by 、; ``business`` marks 业务部门.
    """

    __tablename__ = "department"

    name: Mapped[str] = mapped_column(unique=True)
    short: Mapped[str] = mapped_column(default="")
    aliases: Mapped[str] = mapped_column(default="")
    line: Mapped[str] = mapped_column(default="")
    business: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    note: Mapped[str] = mapped_column(default="")


class Officer(Record):
    """An officer (干警); ``number`` is the 工号. Two officers may share a name: the department tells them apart.

    ``initials`` holds every reading's first letters, blank-separated; ``pinyin`` orders the list.
    """

    __tablename__ = "officer"

    name: Mapped[str]
    sex: Mapped[Sex | None]
    birth_on: Mapped[date | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    post: Mapped[str] = mapped_column(default="")
    legal_post: Mapped[str] = mapped_column(default="")
    rank: Mapped[str] = mapped_column(default="")
    party: Mapped[str] = mapped_column(default="")
    education: Mapped[str] = mapped_column(default="")
    joined_on: Mapped[date | None]
    entered_on: Mapped[date | None]
    post_since_on: Mapped[date | None]
    phone: Mapped[str] = mapped_column(default="")
    status: Mapped[OfficerStatus] = mapped_column(default=OfficerStatus.ACTIVE)
    note: Mapped[str] = mapped_column(default="")
    initials: Mapped[str] = mapped_column(default="")
    pinyin: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (Index("ix_officer_name", "name"), Index("ix_officer_department_id", "department_id"))


class Kinship(Record):
    """A kinship pair (亲属关系) registered for 任职回避, 检察官法 art. 24; the relative may serve elsewhere."""

    __tablename__ = "kinship"

    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    relation: Mapped[str] = mapped_column(default="")
    relative_name: Mapped[str] = mapped_column(default="")
    relative_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    relative_unit: Mapped[str] = mapped_column(default="")
    inside: Mapped[Inside | None]
    note: Mapped[str] = mapped_column(default="")
