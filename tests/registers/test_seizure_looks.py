"""Items of a taking and renewals of a freeze are counted; a ledger's own number stands beside them where it differs."""

from datetime import date

from desktop_app.models.seizures import Freeze, Seizure
from desktop_app.registers import freeze_tests, reading, seizure_looks, words
from desktop_app.registers.seizures import SEIZURES
from desktop_app.services.desk import Desk
from tests.kit.property import freeze, item, taking


def test_items_are_counted_and_the_ledger_is_heard_where_it_says_otherwise(desk: Desk) -> None:
    head, other = taking(desk, told_items=1), taking(desk, "清检诉受[2015]99号")
    item(desk, head, "手机")
    with desk.facts() as facts:
        row = facts.row(Seizure.__tablename__, head)
        assert seizure_looks.items_counted(row, facts) == ("1", "")
        assert seizure_looks.items_marked(row, facts) == ("1 项",)
        assert seizure_looks.items_counted(facts.row(Seizure.__tablename__, other), facts) == ("0", "")
    item(desk, head, "手表")
    with desk.facts() as facts:
        (line,) = reading.lines(facts, SEIZURES, [head], SEIZURES.columns)
        assert words.cell(SEIZURES.by_name[Seizure.told_items.key], line.values, facts) == "2"
        row = line.values
        assert seizure_looks.items_counted(row, facts) == ("2", "amber")
        assert seizure_looks.items_marked(row, facts) == ("2 项", "台账记 1 项，核对")


def test_renewals_are_counted_and_a_ledger_of_fewer_is_no_fault(desk: Desk) -> None:
    renewed = [(date(2015, 8, 20), date(2015, 9, 1), date(2016, 3, 1))]
    once = freeze(desk, date(2016, 3, 1), renewed=renewed, told_renewals=0)
    more = freeze(desk, date(2016, 3, 1), "62284*****9999", told_renewals=2)
    with desk.facts() as facts:
        first, second = (facts.row(Freeze.__tablename__, one) for one in (once, more))
        assert freeze_tests.renewals_counted(first, facts) == ("1", "")
        assert freeze_tests.marks(first, facts)[-1] == "续冻 1 次"
        assert freeze_tests.renewals_counted(second, facts) == ("0", "amber")
        assert freeze_tests.marks(second, facts)[-1] == "台账记续冻 2 次，核对"
