"""Who may open the file: changing, resetting, renewing."""

import pytest

from desktop_app.services import access
from desktop_app.services.desk import Desk
from desktop_app.services.office import open_desk
from desktop_app.services.setup import found
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.office import COUNTY

INSPECTOR = "督查口令2015"


def test_the_password_is_changed_by_who_knows_the_old_one(desk: Desk, folder: DataFolder, clock: TurnedClock) -> None:
    with pytest.raises(Refusal, match="还可试 4 次"):
        access.change_password(desk, "不是它", "新口令二零一五", CHEAP)
    assert access.change_password(desk, PASSWORD, "新口令二零一五", CHEAP) == "已改口令"
    with pytest.raises(Refusal):
        access.check(desk, PASSWORD)
    access.check(desk, "新口令二零一五")
    open_desk(folder, "新口令二零一五", clock).store.close()


def test_the_envelope_opens_a_file_whose_password_is_lost(folder: DataFolder, clock: TurnedClock) -> None:
    store, recovery = found(folder, clock, COUNTY, PASSWORD, cost=CHEAP)
    store.close()
    typed = recovery.lower().replace("-", "")
    opened, fresh = access.reset_password(folder, typed, "新口令二零一五", clock, CHEAP)
    opened.store.close()
    assert fresh != recovery
    with pytest.raises(Refusal):
        access.reset_password(folder, recovery, "再来一次的口令", clock, CHEAP)
    again, _ = access.reset_password(folder, fresh, "第三个口令", clock, CHEAP)
    again.store.close()


def test_a_password_is_no_recovery_key(desk: Desk, folder: DataFolder, clock: TurnedClock) -> None:
    with pytest.raises(Refusal, match="八组"):
        access.reset_password(folder, PASSWORD, "新口令二零一五", clock, CHEAP)


def test_a_renewed_recovery_key_voids_the_old_paper(folder: DataFolder, clock: TurnedClock) -> None:
    store, recovery = found(folder, clock, COUNTY, PASSWORD, cost=CHEAP)
    made = Desk(store, clock)
    fresh = access.renew_recovery(made, PASSWORD, CHEAP)
    access.check(made, fresh)
    with pytest.raises(Refusal):
        access.check(made, recovery)
    store.close()


def test_the_officer_lets_an_inspector_read_and_takes_it_back(
    desk: Desk, folder: DataFolder, clock: TurnedClock
) -> None:
    with pytest.raises(Refusal, match="没有设督查口令"):
        access.withdraw_inspector(desk, PASSWORD)
    with pytest.raises(Refusal, match="还可试 4 次"):
        access.set_inspector(desk, "不是它", INSPECTOR, CHEAP)
    with pytest.raises(Refusal, match="不能与办公室的口令"):
        access.set_inspector(desk, PASSWORD, PASSWORD, CHEAP)
    access.set_inspector(desk, PASSWORD, INSPECTOR, CHEAP)
    assert access.has_inspector(desk)
    seen = open_desk(folder, INSPECTOR, clock)
    assert (seen.inspecting, seen.store.who) == (True, "督查人员")
    access.check(seen, INSPECTOR)
    with pytest.raises(Refusal, match="现由督查人员打开"):
        access.check(seen, PASSWORD)
    seen.store.close()
    with pytest.raises(Refusal, match="这是督查口令，只能查看"):
        access.check(desk, INSPECTOR)
    with pytest.raises(Refusal, match="与督查口令相同"):
        access.change_password(desk, PASSWORD, INSPECTOR, CHEAP)
    access.withdraw_inspector(desk, PASSWORD)
    with pytest.raises(Refusal, match="口令不对"):
        open_desk(folder, INSPECTOR, clock)


def test_an_inspector_gives_out_no_passwords(desk: Desk, folder: DataFolder, clock: TurnedClock) -> None:
    access.set_inspector(desk, PASSWORD, INSPECTOR, CHEAP)
    seen, kept = open_desk(folder, INSPECTOR, clock), folder.keys.read_bytes()
    for change in (
        lambda: access.change_password(seen, INSPECTOR, "新口令二零一五", CHEAP),
        lambda: access.renew_recovery(seen, INSPECTOR, CHEAP),
        lambda: access.set_inspector(seen, INSPECTOR, "另一个口令", CHEAP),
        lambda: access.withdraw_inspector(seen, INSPECTOR),
    ):
        with pytest.raises(Refusal, match="督查人员只能查看"):
            change()
    assert folder.keys.read_bytes() == kept
    seen.store.close()
