"""基础台账 that other registers lean on: the unit, words, deadline rules, holidays, number series."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop_app.models.base import Record
from desktop_app.rules.vocabulary import DayMark, DayUnit, RuleCentre


class Unit(Record):
    """The procuratorate itself (本院), one row: names for prints, the officer in charge, the year's profile.

    Young officers (青年干警) are those of at most ``young_age`` completed years on ``young_on``. ``superior`` is the
    procuratorate reports go to (上级院); ``letter_rule`` how the red rules of letters are centred;
    ``b_posts`` of how many posts one officer may be B岗.
    """

    __tablename__ = "unit"

    name: Mapped[str]
    short: Mapped[str] = mapped_column(default="")
    year: Mapped[int]
    profile: Mapped[str] = mapped_column(default="2015")
    keeper: Mapped[str] = mapped_column(default="")
    keeper_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    near_days: Mapped[int] = mapped_column(default=7)
    ahead_days: Mapped[int] = mapped_column(default=14)
    young_on: Mapped[date | None]
    young_age: Mapped[int] = mapped_column(default=35)
    superior: Mapped[str] = mapped_column(default="")
    letter_rule: Mapped[RuleCentre] = mapped_column(default=RuleCentre.TYPE_AREA)
    b_posts: Mapped[int] = mapped_column(default=2)


class Term(Record):
    """A word of an editable dictionary (字典项); ``parent_id`` gives two-level categories."""

    __tablename__ = "term"

    dictionary: Mapped[str]
    word: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"))
    aliases: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    parent: Mapped["Term | None"] = relationship(remote_side="Term.id")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (Index("ix_term_dictionary", "dictionary"),)


class DeadlineRuleRow(Record):
    """A deadline rule (期限规则) with its source; ``mark`` says how certain: R read, K remembered, A our default."""

    __tablename__ = "deadline_rule"

    title: Mapped[str]
    n: Mapped[int]
    unit: Mapped[DayUnit]
    roll: Mapped[bool] = mapped_column(default=True)
    include_start: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    mark: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]

    @classmethod
    def checks(cls) -> tuple[CheckConstraint, ...]:
        return (CheckConstraint("n >= 0", name="n"),)


class Holiday(Record):
    """A day off (休) or a make-up workday (班) of the yearly notice; ``number`` is the ISO date."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(unique=True)
    mark: Mapped[DayMark]
    name: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")


class NumberSeries(Record):
    """A number series (编号系列): ``number`` is its code; serials are given out by ``keeping.Counter``."""

    __tablename__ = "number_series"

    title: Mapped[str]
    prefix: Mapped[str]
    width: Mapped[int] = mapped_column(default=3)
