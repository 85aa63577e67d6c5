"""The first start: an office founded from a year's profile."""

from datetime import date

import pytest

from desktop_app.services.profile import known_department
from desktop_app.services.setup import Founding, found, preset_phases
from desktop_app.store.file import Store
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.office import seated


@pytest.mark.parametrize("title", ["2015", "现行"])
def test_every_profile_founds_an_office(folder: DataFolder, clock: TurnedClock, title: str) -> None:
    store, recovery = found(folder, clock, Founding("南河县人民检察院", profile=title), PASSWORD, cost=CHEAP)
    desk = seated(store, clock)
    with desk.facts() as facts:
        assert [row["name"] for row in facts.live("phase")] == ["动员部署", "对照检查", "整改落实", "总结验收"]
        assert facts.unit["short"] == "南河"
        assert len(facts.departments()) > 8
        assert facts.rule("dossier_filing") is None or facts.rule("dossier_filing").source  # type: ignore[union-attr]
        assert all(row["source"] for row in facts.live("deadline_rule"))
        assert facts.calendar.is_workday(date(2015, 10, 10))
        assert not facts.calendar.is_workday(date(2015, 10, 8).replace(day=5))
    store.close()
    again = Store.open(folder, recovery, clock)
    again.close()


def test_founding_twice_in_one_folder_is_refused(folder: DataFolder, clock: TurnedClock) -> None:
    store, _ = found(folder, clock, Founding("南河县人民检察院"), PASSWORD, cost=CHEAP)
    store.close()
    with pytest.raises(Refusal, match="已有工作库"):
        found(folder, clock, Founding("南河县人民检察院"), PASSWORD, cost=CHEAP)


def test_a_unit_must_be_named_and_its_profile_known(folder: DataFolder, clock: TurnedClock) -> None:
    with pytest.raises(Refusal, match="没填单位全称"):
        found(folder, clock, Founding(" "), PASSWORD, cost=CHEAP)
    with pytest.raises(Refusal, match="没有“1979”这个规则版本"):
        found(folder, clock, Founding("南河县人民检察院", profile="1979"), PASSWORD, cost=CHEAP)
    assert not folder.exists


def test_presets_are_offered_to_the_wizard() -> None:
    assert [phase.name for phase in preset_phases("2015")] == ["动员部署", "对照检查", "整改落实", "总结验收"]
    assert known_department("2015", "侦监科")["name"] == "侦查监督科"
    assert known_department("2015", "不存在的科") == {}


def test_a_founding_that_fails_leaves_nothing_behind(folder: DataFolder, clock: TurnedClock) -> None:
    with pytest.raises(Refusal, match="年度 0 不对"):
        found(folder, clock, Founding("南河县人民检察院", year=0), PASSWORD, cost=CHEAP)
    with pytest.raises(Refusal, match="半个字符"):
        found(folder, clock, Founding("南河县\ud83d人民检察院"), PASSWORD, cost=CHEAP)
    assert not folder.exists
    assert list(folder.root.glob("*")) == []
    found(folder, clock, Founding("南河县人民检察院"), PASSWORD, cost=CHEAP)[0].close()
