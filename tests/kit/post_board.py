"""岗位轮换 of a small office in May: posts held, stood in for and empty, three officers rotated, shown in a window."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.rules.vocabulary import RotationState
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.clock import TurnedClock
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from tests.kit.office import furnished, officer
from tests.kit.posts import absence, post, rotation

TODAY = date(2015, 5, 6)


@dataclass(frozen=True)
class PostOffice:
    """The tab over that office; ``ids`` are its records by name."""

    desk: Desk
    bus: Bus
    screen: RegisterScreen
    ids: dict[str, int]


def furnish(desk: Desk) -> dict[str, int]:
    """What the office holds on 6 May 2015."""
    people = {name: officer(desk, name) for name in ("刘思远", "赵一帆", "郭子衡", "韩雨桐", "宋佳宁")}
    people |= {name: officer(desk, name, "控告申诉检察科") for name in ("唐书航", "曹雨薇")}
    ids = dict(people)
    ids["审查起诉一"] = post(desk, "审查起诉一", people["刘思远"], people["赵一帆"])
    ids["审查起诉二"] = post(desk, "审查起诉二", people["韩雨桐"], people["郭子衡"])
    ids["未检"] = post(desk, "未检", people["宋佳宁"], people["刘思远"])
    ids["控申接访"] = post(desk, "控申接访", people["唐书航"], None, "控告申诉检察科")
    ids["刑事申诉"] = post(desk, "刑事申诉", people["曹雨薇"], people["唐书航"], "控告申诉检察科")
    ids["出差"] = absence(desk, people["刘思远"], date(2015, 5, 18), date(2015, 5, 22), "出差")
    ids["病假"] = absence(desk, people["赵一帆"], date(2015, 5, 20), date(2015, 5, 21), "病假")
    ids["年休假"] = absence(desk, people["曹雨薇"], date(2015, 5, 5), date(2015, 5, 8))
    ids["郭子衡轮岗"] = rotation(
        desk, people["郭子衡"], "控告申诉检察科", date(2015, 5, 4), date(2015, 8, 31), mentor_id=people["唐书航"]
    )
    ids["宋佳宁轮岗"] = rotation(
        desk, people["宋佳宁"], "侦查监督科", date(2015, 9, 1), date(2015, 12, 31), RotationState.DRAFT
    )
    return ids


@contextmanager
def post_office(root: Path, qapp: QApplication) -> Iterator[PostOffice]:
    """The tab of a copy of that office, as wide as a workstation's screen."""
    theme.apply(qapp)
    desk, ids = furnished("post-board", furnish, root, TurnedClock(TODAY))
    bus, jobs = Bus(), Jobs()
    (tab,) = [one for one in tabs(desk, bus, jobs, Settings(), Preferences(desk.store)) if one.code == "posts"]
    made = tab.make()
    assert isinstance(made, RegisterScreen)
    made.resize(1366, 642)
    made.show()
    yield PostOffice(desk, bus, made, ids)
    jobs.close()
    made.hide()
    made.deleteLater()
    desk.store.close()
