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
