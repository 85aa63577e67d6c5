"""Problems (问题) as their papers read them: which are asked for, and what stands in each cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.figures.engine import Question
from desktop_app.figures.issue_standing import Stand, standing
from desktop_app.models.issues import (
    Issue,
    IssueCase,
    IssueClosure,
    IssueLookBack,
    IssueMeasure,
    IssueNote,
    IssueOfficer,
)
from desktop_app.registers import reading
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.spec import Field
from desktop_app.registers.words import cell
from desktop_app.reports.blocks import Cell
from desktop_app.reports.request import Request
from desktop_app.rules.deadlines import days_left
from desktop_app.rules.names import split_names
from desktop_app.rules.vocabulary import IssueNature, IssueState
from desktop_app.services.facts import Facts, Row
from desktop_app.store.snapshot import IdIn
from desktop_app.system.errors import Refusal

DEPARTMENT = "department"
MISSING = "待补"
LINES = "条线"
ITEMS: tuple[reading.Item, ...] = (
    ISSUES.number_field,
    *ISSUES.fields,
    Field(Issue.first_due_on, "原期限"),
    *ISSUES.parts,
    *ISSUES.told,
)
_HAN = "一二三四五六七八九"


@dataclass(frozen=True)
class Problem:
    """One problem on paper: how it stood on the day (截至日状态), and everything recorded of it."""

    stand: Stand
    values: Mapping[str, Any]
    facts: Facts
    day: date

    @property
    def number(self) -> str:
        return self.stand.number

    @property
    def name(self) -> str:
        return self.of(Issue.name)

    @property
    def department(self) -> str:
        return self.of(Issue.department_id)

    def of(self, attr: Any) -> str:
        """An attribute in words, empty when not filled in."""
        return cell(ISSUES.by_name[attr.key], self.values, self.facts)

    def parts(self, part: Any) -> Sequence[Row]:
        rows: Sequence[Row] = self.values.get(part.__tablename__, ())
        return rows

    def listed(self, part: Any) -> str:
        """The rows of a part by their names, separated by 、."""
        return cell(ISSUES.by_name[part.__tablename__], self.values, self.facts)

    def who(self, officer_id: int | None) -> str:
        return self.facts.label("officer", officer_id)

    @property
    def officers(self) -> str:
        """到人: who is responsible; 待补 where a problem of a person names nobody, a common one need not."""
        common = self.stand.nature == IssueNature.COMMON
        return self.listed(IssueOfficer) or ("" if common else MISSING)

    @property
    def closed(self) -> bool:
        return self.stand.state == IssueState.CLOSED

    @property
    def late_days(self) -> int:
        """Days past the deadline on the day of the paper; 0 when not late (逾期天数)."""
        due = self.stand.due_on
        return -days_left(due, self.day) if due is not None and self.stand.late(self.day) else 0

    @property
    def cases(self) -> str:
        """到案: the case numbers, or that there is none."""
        if self.values.get(Issue.no_case.key):
            return "不涉及具体案件"
        return "\n".join(str(row[IssueCase.case_no.key]) for row in self.parts(IssueCase)) or MISSING

    @property
    def first_due(self) -> date | None:
        """The original deadline (原期限) where it was moved, else None."""
        first: date | None = self.values[Issue.first_due_on.key]
        return first if first != self.stand.due_on else None

    @property
    def due(self) -> str:
        """The deadline, the original one under a moved one; 长期坚持 has none."""
        if self.stand.due_on is None:
            lasting = IssueState.LASTING in (self.stand.state, self.values.get(Issue.correction.key))
            return IssueState.LASTING if lasting else MISSING
        moved = f"\n原{self.first_due}" if self.first_due else ""
        return f"{self.stand.due_on}{moved}"

    @property
    def state(self) -> Cell:
        """Where it stands, with the days it is late in 黑体 under it."""
        late = f"\n逾期{self.late_days}天" if self.late_days else ""
        return Cell(f"{self.stand.state}{late}", strong=bool(late))

    @property
    def measures(self) -> str:
        """The measures, counted where there are several; who and by when only where it is not as for the problem."""
        rows = self.parts(IssueMeasure)
        several = len(rows) > 1
        return "\n".join(f"{f'{place}.' if several else ''}{self._measure(row)}" for place, row in enumerate(rows, 1))

    def _measure(self, row: Row) -> str:
        done, due = row[IssueMeasure.done_on.key], row[IssueMeasure.due_on.key]
        by = f"{done}完成" if done and done <= self.day else f"{due}前" if due and due != self.stand.due_on else ""
        own = row[IssueMeasure.officer_id.key]
        shared = [one[IssueOfficer.officer_id.key] for one in self.parts(IssueOfficer)] == [own]
        told = "，".join(word for word in ("" if shared else self.who(own), by) if word)
        return f"{row[IssueMeasure.text.key]}{f'（{told}）' if told else ''}"

    @property
    def outcome(self) -> str:
        """完成情况: what came of it, else the latest progress; a rule made of it beneath."""
        said = self.of(Issue.completion) or self._progress()
        rule = self.of(Issue.rule_made)
        return "\n".join(word for word in (said, f"建章立制：{rule}" if rule else "") if word)

    def _progress(self) -> str:
        known = [row for row in self.parts(IssueNote) if (row[IssueNote.noted_on.key] or self.day) <= self.day]
        if not known:
            return ""
        last = max(known, key=lambda row: row[IssueNote.noted_on.key] or date.min)
        on = last[IssueNote.noted_on.key]
        return f"{on or ''}进展：{last[IssueNote.text.key]}"

    @property
    def closures(self) -> list[str]:
        """What happened in former rounds (历次销号), one line each with the look back that ended it."""
        rows = [row for row in self.parts(IssueClosure) if (row[IssueClosure.closed_on.key] or self.day) <= self.day]
        return [self._closure(row) for row in rows]

    def _closure(self, row: Row) -> str:
        back = [found for found in self.parts(IssueLookBack) if found[IssueLookBack.round.key] == row["round"]]
        ended = "".join(f"；{found['checked_on']}回头看{found['result']}" for found in back[-1:])
        opinion = f"（{row['opinion']}）" if row["opinion"] else ""
        return (
            f"第{row['round']}轮：{row['closed_on'] or MISSING}销号，"
            f"验收{self._signed(row['verifier_id'], row['verified_on'])}{opinion}，"
            f"批准{self.who(row['approver_id']) or MISSING}{ended}"
        )

    def _signed(self, officer_id: int | None, on: date | None) -> str:
        return f"{self.who(officer_id) or MISSING}{f' {on}' if on else ''}"

    @property
    def closing(self) -> Cell:
        """销号: verifier, days and approver, former rounds first; where it stands while it is not closed."""
        rounds = len(self.closures) + 1
        now = [*self._closed_now()] if self.closed else [self.state.text]
        if rounds > 1:
            now[0] = f"第{rounds}轮：{now[0]}"
        return Cell("\n".join([*self.closures, *now]), strong=bool(self.late_days) and rounds == 1)

    def _closed_now(self) -> list[str]:
        on, due = self.stand.closed_on, self.stand.due_on
        late = [f"（晚于时限{days_left(on, due)}天）"] if on and due and on > due else []
        checked = self._signed(self.values["verifier_id"], self.values["verified_on"])
        return [
            f"{on or MISSING}销号",
            *late,
            f"验收{checked}",
            f"批准{self.who(self.values['approver_id']) or MISSING}",
        ]


def asked(request: Request, facts: Facts) -> Question:
    """The question the figures are asked for this paper."""
    return Question(facts.session, request.as_of, request.period)


def problems(request: Request, facts: Facts) -> list[Problem]:
    """Every problem the paper speaks of, by number: those the figures count, of one department when one is asked."""
    stands = standing(asked(request, facts))
    chosen = department_asked(request, facts)
    kept = [row for row in stands if not chosen or row.department_id == chosen["id"]]
    lines = reading.lines(facts, ISSUES, [row.id for row in kept], ITEMS)
    values = {line.id: line.values for line in lines}
    return [Problem(row, values[row.id], facts, request.as_of) for row in kept]


def one_problem(request: Request, facts: Facts) -> Problem | None:
    """The problem named by its number; None when none is named. An unknown number is refused."""
    if not request.record:
        return None
    for line in reading.all_lines(facts, ISSUES, ITEMS, (IdIn(_ids_of(facts, request.record)),)):
        return Problem(_stand(line.values, line.id, facts), line.values, facts, request.as_of)
    raise Refusal(f"没有编号为 {request.record} 的问题。用 export issues 看编号")


def _ids_of(facts: Facts, number: str) -> tuple[int, ...]:
    lines = reading.all_lines(facts, ISSUES, (ISSUES.number_field,))
    return tuple(line.id for line in lines if line.values["number"] == number)


def _stand(values: Mapping[str, Any], id_: int, facts: Facts) -> Stand:
    """How one problem stands now, whether it counts or not."""
    department = facts.label("department", values["department_id"])
    return Stand(
        id_,
        values["number"],
        str(values["nature"] or ""),
        values["line"] or department,
        values["department_id"],
        department,
        values["state"],
        values["found_on"],
        values["due_on"],
        values["closed_on"],
        str(values["cause_kind"] or ""),
    )


def department_asked(request: Request, facts: Facts) -> Row:
    """The department of option ``department``, by full or short name or an alias; empty when none is asked."""
    wanted = request.options.get(DEPARTMENT, "").strip()
    if not wanted:
        return {}
    for row in facts.departments():
        if wanted in (row["name"], row["short"], *split_names(row["aliases"])):
            return row
    raise Refusal(f"没有“{wanted}”这个部门。可选：{'、'.join(row['name'] for row in facts.departments())}")


def only_options(request: Request, title: str, *known: str) -> None:
    """Refuse options the paper does not have."""
    for name in request.options:
        if name not in known:
            can = f"可用：{'、'.join(known)}" if known else "它没有可选项"
            raise Refusal(f"{title}没有“{name}”这个选项。{can}")


def in_line_order(facts: Facts, words: Sequence[str]) -> list[str]:
    """Lines as the dictionary 条线 orders them, departments after them in their own order, other words last."""
    terms = {row["word"]: row["position"] for row in facts.live("term") if row["dictionary"] == LINES}
    places = {row["name"]: row["position"] for row in facts.departments()}
    return sorted(words, key=lambda word: (word not in terms, terms.get(word, places.get(word, 999)), word))


def han(number: int) -> str:
    """1 to 99 in Chinese: 一, 十一, 二十三; larger ones in digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return f"{_HAN[tens - 1] if tens > 1 else ''}{'十' if tens else ''}{_HAN[ones - 1] if ones else ''}"
