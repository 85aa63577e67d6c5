"""Closed cases (办结案件) with handlers and must-review marks; the three cards (一案三卡) given out for each."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import CardRating, CardState


class CaseFile(Record):
    """A case (案件) as the business system numbers it: ``number`` is its 受案号 in narrow forms and square brackets.

    Other registers point to a case by that text (``case_no``), never by id: ledgers come in any order. ``filed_on`` is
    the day its dossier was filed (归档日期), where no dossier check tells it.
    """

    __tablename__ = "case_file"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    party: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    accepted_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")
    way: Mapped[str] = mapped_column(default="")
    coercion: Mapped[str] = mapped_column(default="")
    filed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (living_index("ix_case_file_closed_on", "closed_on", "kind"),)


class CaseHandler(Part):
    """Somebody handling a case (承办人); the first is the one in charge."""

    __tablename__ = "case_handler"
    __table_args__ = (Index("ix_case_handler_case_id", "case_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class CaseMark(Part):
    """Why a case must be reviewed (必查情形), in the words of the dictionary, beyond what its result tells."""

    __tablename__ = "case_mark"
    __table_args__ = (Index("ix_case_mark_case_id", "case_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    word: Mapped[str]


class CardTemplate(Record):
    """One of the cards every case gets (卡片模板): its title, whom it goes to, the words printed on it.

    ``promise`` is the text at the head, ``questions`` one question a line, ``contact`` where to answer.
    ``position`` orders the cards of a case from 1. The live templates are the cards a case must have.
    """

    __tablename__ = "card_template"

    title: Mapped[str]
    aliases: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    audience: Mapped[str] = mapped_column(default="")
    promise: Mapped[str] = mapped_column(default="")
    questions: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class CardSet(Record):
    """The cards of one case (一案三卡): what was given out, what came back, what was done about it.

    ``state`` and ``due_on`` (the first day a card still out is due back) follow from the cards.
    """

    __tablename__ = "card_set"

    case_no: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    problem: Mapped[str] = mapped_column(default="")
    handling: Mapped[str] = mapped_column(default="")
    handled_on: Mapped[date | None]
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    follow_up: Mapped[str] = mapped_column(default="")
    registrar_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    filed_on: Mapped[date | None]
    due_on: Mapped[date | None]
    state: Mapped[CardState] = mapped_column(default=CardState.UNISSUED)
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            living_index("ix_card_set_state", "state"),
            living_index("ix_card_set_due_on", "due_on"),
            living_index("ix_card_set_case_no", "case_no"),
        )


class CaseCard(Part):
    """One card (卡): ``kind`` is the title of its template."""

    __tablename__ = "case_card"
    __table_args__ = (Index("ix_case_card_set_id", "set_id"),)

    set_id: Mapped[int] = mapped_column(ForeignKey("card_set.id"))
    kind: Mapped[str]
    card_no: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    issued_to: Mapped[str] = mapped_column(default="")
    issuer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    due_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    way: Mapped[str] = mapped_column(default="")
    rating: Mapped[CardRating | None]
    said: Mapped[str] = mapped_column(default="")
