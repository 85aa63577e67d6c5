"""Ledger rows into the file (写入): matched, filled, written or refused, by the same verbs as the desk's own saves."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial

from desktop_app.exchange.cells import text_of
from desktop_app.exchange.concluding import conclude_page
from desktop_app.exchange.desk_checks import of_ledgers
from desktop_app.exchange.findings import Fate, SheetFindings
from desktop_app.exchange.gathering import Merged, Taken, mergeable, merged
from desktop_app.exchange.judges import headed, met_people
from desktop_app.exchange.layout import body_of
from desktop_app.exchange.ledger_rows import linked_first, read_rows
from desktop_app.exchange.links import Links
from desktop_app.exchange.matching import Match, Matcher, revivable
from desktop_app.exchange.namesakes import beside
from desktop_app.exchange.owners import add_people, take_owner
from desktop_app.exchange.parting import Dictionaries
from desktop_app.exchange.recognise import Recognised
from desktop_app.exchange.refused import all_returned, no_subject, recognised_in, returned
from desktop_app.exchange.sign_lists import take_signs
from desktop_app.exchange.taking import RowReader
from desktop_app.exchange.written import rewrites, told_anew
from desktop_app.models.reviews import ReviewRound
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.registers.words import cell as in_words
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, quoted, tight
from desktop_app.rules.vocabulary import RoundState
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft, table_defaults
from desktop_app.services.facts import Facts, Row
from desktop_app.services.month_lock import Closed, refuse_revival
from desktop_app.services.numbers import next_number
from desktop_app.services.profile import known_department
from desktop_app.services.records import Mode, Unfit, load, restore, write
from desktop_app.services.setup import department_values, preset_phases
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

LONGEST_NAME = 30
LONGEST_READ = 80
"""Characters of a new record's name: of one told by a number and a name together, more."""


@dataclass
class Writer:
    """Writes the rows of an import inside one running unit; every sheet sees what the sheets before it wrote."""

    desk: Desk
    unit: UnitOfWork
    facts: Facts
    links: Links
    matchers: dict[str, Matcher] = field(default_factory=dict)
    ids: dict[str, list[int]] = field(default_factory=dict)
    borne: dict[str, set[str]] = field(default_factory=dict)
    sheets: list[SheetFindings] = field(default_factory=list)
    laws: dict[str, Register] = field(default_factory=dict)

    def sheet(self, findings: SheetFindings, step: Callable[[], None]) -> None:
        """Take every row of a recognised sheet; ``step`` is called once a row and may raise to stop."""
        found = findings.found
        assert isinstance(found, Recognised)
        self.links.on = found.as_of or (date(found.year, 12, 31) if found.year else self.desk.today)
        self.links.year = found.year or 0
        try:
            self._take(findings, found, step)
        except Closed as refused:
            all_returned(findings, found, refused)

    def _take(self, findings: SheetFindings, found: Recognised, step: Callable[[], None]) -> None:
        if found.signs is not None:
            self.matcher(found.register).page = (findings.file.name, findings.sheet.name)
            take_signs(self, findings, step)
            return
        by = headed(findings, self.links)
        own = take_owner(self, findings, by.people)
        words, page = Dictionaries(self.facts), findings.sheet.name
        among = cache(partial(beside, found.register, self.sheets, self.links))
        reader = RowReader(by.found, self.links, self._adopt, words, page, own, by.strangers, among=among)
        body = body_of(findings.sheet, found)
        findings.skipped = body.skipped
        self.matcher(found.register).page = (findings.file.name, findings.sheet.name)
        met: list[Taken] = []
        for taken in read_rows(reader, linked_first(body.rows, found), step):
            try:
                fate = self._row(findings, found.register, taken)
            except Unfit as unfit:
                where = f"{findings.file.name} 的“{findings.sheet.name}”第 {taken.row.number} 行"
                raise Refusal(f"{where}：{unfit.said}，整次导入没有写入。改正这一行再导入") from unfit
            self._tell_lines(findings, found.register, taken, fate)
            met.append(taken)
        with suppress(Closed):
            add_people(self, found.register, own, met_people(met, by))
        conclude_page(findings, self.facts)

    def _tell_lines(self, findings: SheetFindings, register: Register, taken: Taken, fate: Fate) -> None:
        """Every line of a record shares its fate; one that says nothing new is a repeated row."""
        findings.fates[taken.row.number] = fate
        for line in taken.also:
            repeats = line.number in taken.again and fate is not Fate.RETURNED
            findings.fates[line.number] = Fate.UNCHANGED if repeats else fate
            if repeats:
                said = f"与第 {taken.row.number} 行重复，没有再写一遍"
                findings.note(line.number, Problem(register.subject.key, Fault.CAUTION, "duplicate_row", said))

    def _row(self, findings: SheetFindings, register: Register, taken: Taken) -> Fate:
        refusal = no_subject(register, taken)
        if refusal is not None:
            return returned(findings, taken, refusal)
        draft = taken.draft(recognised_in(findings))
        self._free_number(register, draft, taken)
        register.derive(draft, self.facts)
        matcher = self.matcher(register)
        matcher.line = taken.row.number
        match = matcher.find(draft, taken.given)
        if match.refused is not None:
            return returned(findings, taken, match.refused)
        if match.borne_by:
            self._give_way(register, draft, taken, match)
        try:
            if match.row is None:
                return self._new(findings, register, draft, taken, match.twin)
            if match.earlier and not matcher.adds(draft, match.row):
                return self._repeated(findings, register, draft, taken, match)
            return self._known(findings, register, draft, taken, match.row)
        except Unfit:
            raise
        except Refusal as refused:
            problem = Problem(refused.field or register.subject.key, Fault.IDENTITY, "refused", refused.said)
            return returned(findings, taken, problem)

    def matcher(self, register: Register) -> Matcher:
        if register.kind not in self.matchers:
            borne = self.borne.setdefault(register.kind, set())
            self.matchers[register.kind] = Matcher(register, self.facts, borne=borne)
        return self.matchers[register.kind]

    def expect(self, findings: SheetFindings) -> None:
        """Note the numbers a sheet bears, before its rows are taken: no new number is one of them."""
        found = recognised_in(findings)
        self.sheets.append(findings)
        place = next((index for index, item in found.meant.items() if item.name == "number"), None)
        if place is not None and found.register.numbering.gives_way:
            cells = (findings.sheet.cell(row, place) for row in range(found.first_row, len(findings.sheet.rows)))
            numbers = {found.register.spelt(text_of(cell)) for cell in cells}
            self.borne.setdefault(found.register.kind, set()).update(numbers)

    def _give_way(self, register: Register, draft: Draft, taken: Taken, match: Match) -> None:
        """A number another record bears: the row keeps what it says and goes by a number of its own."""
        written = draft.values.pop("number")
        taken.values.pop("number")
        now = f"在库里是 {match.row['number']}" if match.row else f"另给新号 {self._number(register, draft)}"
        said = f"{register.number_label} {written} 与{match.borne_by}重复，这一条{now}。核对编号"
        taken.problems.append(Problem("number", Fault.CAUTION, "duplicate_number", said))

    def _number(self, register: Register, draft: Draft) -> str:
        """The next number no record and no row of this import bears, given to the draft."""
        matcher, number = self.matcher(register), ""
        while not number or number in matcher.borne or number in matcher.by_number:
            number = next_number(self.unit.session, register.model, *register.prefix(draft, self.facts))
        draft.values["number"] = number
        return number

    def _free_number(self, register: Register, draft: Draft, taken: Taken) -> None:
        """A number that is not the ledger's own key gives way when it is used already."""
        number = str(draft.values.get("number") or "")
        matcher = self.matcher(register)
        if not number or matcher.numbered or number not in matcher.by_number:
            return
        row = matcher.row(matcher.by_number[number])
        alone = matcher.bearing(draft, number) is not None and not matcher.same_identity(draft)
        if (row["id"] not in matcher.same_identity(draft) and not alone) or row["id"] in matcher.met:
            del draft.values["number"]
            taken.values.pop("number")
            said = f"{register.number_label} {number} 已用过，另给新号"
            taken.problems.append(Problem("number", Fault.CAUTION, "number_taken", said))

    def _new(self, findings: SheetFindings, register: Register, draft: Draft, taken: Taken, twin: str) -> Fate:
        source = f"{findings.file.name}/{findings.sheet.name}/{taken.row.number}"
        if twin:
            said = f"与{twin}名称相同而内容不同，按另一条写入。核对是否重复"
            taken.problems.append(Problem(register.subject.key, Fault.CAUTION, "same_identity", said))
        if register.numbering.gives_way and not draft.values.get("number"):
            self._number(register, draft)
        self._write(findings, register, draft, taken, source)
        return Fate.NEW

    def _known(self, findings: SheetFindings, register: Register, draft: Draft, taken: Taken, row: Row) -> Fate:
        """A record that is in the file: brought back, filled where it is empty, otherwise let be."""
        matcher = self.matcher(register)
        matcher.meet(row["id"], taken.row.number, taken.given)
        differing = matcher.differences(draft, taken.given, row)
        if revivable(row) and rewrites(draft, row):
            return self._new(findings, register, draft, taken, "")
        if revivable(row):
            self._revive(findings, register, draft, taken, row)
            return Fate.NEW
        gaps = row.get("gaps") or {}
        merges = matcher.merges(draft, row)
        fillable = [
            name
            for name in differing
            if (merges[name].added if name in merges else self._open(register, name, row, gaps))
        ]
        fillable += [kind for kind in taken.parts if kind in gaps and kind not in fillable and not draft.parts[kind]]
        if fillable and not self._fill(findings, register, draft, taken, row, fillable):
            differing, fillable = list(dict.fromkeys([*differing, *fillable])), []
        for name in differing:
            if name in merges:
                self._clashes(findings, register, draft, taken, merges[name], name)
            elif name not in fillable:
                self._differs(findings, register, draft, taken, row, name)
        return Fate.FILLED if fillable else Fate.UNCHANGED

    def _repeated(self, findings: SheetFindings, register: Register, draft: Draft, taken: Taken, match: Match) -> Fate:
        """One met a second time: passed over where it says nothing new, else given back, so that nothing is lost."""
        assert match.row is not None
        differing = self.matcher(register).differences(draft, taken.given - {"number"}, match.row)
        if differing:
            named = "、".join(register.label_of(name) for name in differing)
            said = f"与{match.earlier}是同一条而{named}不同，没有写入。并到那一行里，或改正编号、名称再导入"
            return returned(findings, taken, Problem(register.subject.key, Fault.IDENTITY, "duplicate_differs", said))
        said = f"与{match.earlier}重复，没有再写一遍"
        named = "number" if register.identity == (register.model.number,) else register.subject.key
        findings.note(taken.row.number, Problem(named, Fault.CAUTION, "duplicate_row", said))
        return Fate.UNCHANGED

    def _open(self, register: Register, name: str, row: Row, gaps: Row) -> bool:
        """Whether the ledger may fill a value: it is empty, or stands as 待补."""
        if name == "number":
            return False
        if isinstance(register.by_name.get(name), Field):
            return name in register.says_nothing(row) or name in gaps
        return name in gaps or not self.matcher(register).stored(name, row["id"])

    def _fill(
        self, findings: SheetFindings, register: Register, draft: Draft, taken: Taken, row: Row, names: list[str]
    ) -> bool:
        """Fill what stands open; not where that would take back what was ticked (不涉及具体案件)."""
        stored = load(self.unit.session, register.model, row["id"], register.lists)
        stored.values.update({name: draft.values[name] for name in names if name in draft.values})
        for name in names:
            self._fill_part(register, stored, draft, taken, name)
        register.derive(stored, self.facts)
        ticks = (item.name for item in register.fields if item.shape is Shape.TICK)
        if any(stored.loaded.get(name) and not stored.values.get(name) for name in ticks):
            return False
        taken.problems = [problem for problem in taken.problems if problem.field in names]
        known = self._told_before(register, stored)
        stored.loaded |= {name: stored.values[name] for name in (register.grows(row) if register.grows else ())}
        self._write(findings, register, stored, taken, known=known)
        return True

    def _told_before(self, register: Register, stored: Draft) -> set[tuple[str, str]]:
        """What was wrong with a record of several ledgers before this one went on with it."""
        if register.grows is None:
            return set()
        return {(one.field, one.code) for one in register.problems(stored.as_loaded(), self.facts)}

    def _fill_part(self, register: Register, stored: Draft, draft: Draft, taken: Taken, name: str) -> None:
        """Rows for a list that has none; where its rows are known by their word, those it lacks and what they lack."""
        group = register.by_name.get(name)
        if isinstance(group, Parts) and name in draft.parts and mergeable(group):
            found = merged(group, stored.parts.get(name, ()), draft.parts[name])
            stored.parts[name] = found.rows
            taken.moved(name, found.places)
        elif name in taken.parts:
            stored.parts[name] = taken.parts[name]

    def _revive(self, findings: SheetFindings, register: Register, draft: Draft, taken: Taken, row: Row) -> None:
        """Its lists first, so that what follows of them does not change what the ledger says (得分)."""
        refuse_revival(register.kind, row, self.facts)
        restore(self.desk, of_ledgers(register), [row["id"]])
        self.unit.session.flush()
        stored = load(self.unit.session, register.model, row["id"], register.lists)
        if any(draft.parts.values()):
            stored.parts.update(draft.parts)
            write(self.unit, register, stored, self.facts, Mode.LEDGER)
            stored = load(self.unit.session, register.model, row["id"], register.lists)
        stored.values.update(told_anew(draft, stored) | {"number": stored.values["number"]})
        if register.grows is not None:
            stored.loaded = dict(stored.values)
        self._write(findings, register, stored, taken)

    def _write(
        self,
        findings: SheetFindings,
        register: Register,
        draft: Draft,
        taken: Taken,
        source: str = "",
        known: Collection[tuple[str, str]] = (),
    ) -> None:
        law = self.laws.setdefault(register.kind, of_ledgers(register))
        record, problems = write(self.unit, law, draft, self.facts, Mode.LEDGER, taken.problems, source)
        row = {**self.facts.row(register.kind, record.id), "gaps": dict(record.gaps or {})}
        self._remember(register, row, draft, taken.row.number, taken.given)
        for problem in problems:
            line, column = taken.place(problem, recognised_in(findings).columns)
            if (problem.field, problem.code) not in known:
                findings.note(line, problem, stands=column)

    def _remember(self, register: Register, row: Row, draft: Draft, ledger_row: int, given: set[str]) -> None:
        self.facts.remember(register.kind, row)
        self.matcher(register).meet(row["id"], ledger_row, given, draft)
        self.links.learn(register.kind, row)
        self.ids.setdefault(register.kind, []).append(row["id"])

    def keep(self, register: Register, row: Row, draft: Draft) -> None:
        """Remember a record written beside the rows of its own ledger."""
        self._remember(register, row, draft, 0, set())

    def page(self, file: str, sheet: str, row: int) -> SheetFindings | None:
        """The sheet of this import in which a row stands."""
        named = (one for one in self.sheets if (one.file.name, one.sheet.name) == (file, sheet))
        return next((one for one in named if row in one.fates), None)

    def _differs(
        self, findings: SheetFindings, register: Register, draft: Draft, taken: Taken, row: Row, name: str
    ) -> None:
        item = register.by_name[name]
        stored = {**row, name: self.matcher(register).stored(name, row["id"])} if name in draft.parts else row
        here = in_words(item, stored, self.facts)
        there = in_words(item, {**draft.values, **draft.parts}, self.facts)
        said = f"{item.label}在库里是“{here}”，这份表里是“{there}”，没有改动。核对后自行修改"
        findings.note(taken.row.number, Problem(name, Fault.CAUTION, "differs", said))

    def _clashes(
        self, findings: SheetFindings, register: Register, draft: Draft, taken: Taken, found: Merged, name: str
    ) -> None:
        """Values of rows that a record has otherwise (三卡的日期): told one by one, at their own cells."""
        group = next(group for group in register.parts if group.name == name)
        for place, attribute in found.clashes:
            item = next(item for item in group.fields if item.name == attribute)
            row, given = found.rows[found.places[place]], draft.parts[name][place]
            here, there = (in_words(item, values, self.facts) for values in (row, given))
            called = f"{in_words(group.lead, row, self.facts)}{item.label}"
            said = f"{called}在库里是“{here}”，这份表里是“{there}”，没有改动。核对后自行修改"
            where = found.places[place] if found.added else place
            problem = Problem(name, Fault.CAUTION, "differs", said, (where, attribute))
            line, column = taken.place(problem, recognised_in(findings).columns)
            findings.note(line, problem, stands=column)

    def _adopt(self, kind: str, name: str) -> int:
        """A department or phase the ledger names and the file lacks: from the profile, else by its name alone."""
        longest = LONGEST_NAME if BY_KIND[kind].readings is None else LONGEST_READ
        if not 1 < len(tight(name)) <= longest or tight(name).isascii():
            raise Unreadable("unknown_record", f"{quoted(name)}不像名称，核对")
        register = BY_KIND[kind]
        draft = new_draft(register.model, self._preset(register, name))
        register.derive(draft, self.facts)
        match = self.matcher(register).find(draft, {register.subject.key})
        if match.refused is not None:
            raise Unreadable("retired_record", match.refused.said)
        if match.row is not None and revivable(match.row):
            restore(self.desk, of_ledgers(register), [match.row["id"]])
            self.unit.session.flush()
            draft = load(self.unit.session, register.model, match.row["id"])
        record, _ = write(self.unit, register, draft, self.facts, Mode.LEDGER)
        self._remember(register, self.facts.row(kind, record.id), draft, 0, set())
        return int(record.id)

    def _preset(self, register: Register, name: str) -> Values:
        rows = list(self.facts.live(register.kind))
        position = 1 + max((int(row.get("position") or 0) for row in rows), default=0)
        title = str(self.facts.unit.get("profile") or "2015")
        values: Values = {register.subject.key: name}
        if "position" in table_defaults(register.model):
            values["position"] = position
        if register.kind == ReviewRound.__tablename__:
            values["state"] = RoundState.DONE
        if register.kind == "department" and (known := known_department(title, name)):
            values |= department_values(known)
        for place, phase in enumerate(preset_phases(title) if register.kind == "phase" else (), 1):
            if tight(phase.name) == tight(name):
                values |= {"position": place, "start_on": phase.start_on, "end_on": phase.end_on, "goal": phase.goal}
        return values
