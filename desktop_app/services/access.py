"""Who may open the file: the password (口令), the recovery key (恢复码), the inspector's password (督查口令)."""

from desktop_app.services.desk import Desk
from desktop_app.services.office import seated
from desktop_app.store import keys, recovery, restore
from desktop_app.store.attempts import Attempts
from desktop_app.store.file import Store
from desktop_app.store.keys import Cost
from desktop_app.system.clock import Clock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder

NOT_THE_OFFICE = "这是督查口令，只能查看。请输入办公室的口令；督查人员退出后重新打开"
NOT_THE_INSPECTOR = "现由督查人员打开，只能查看。请输入督查口令；办公室退出后重新打开"


def check(desk: Desk, secret: str) -> None:
    """Refuses a secret that does not open this file as it was opened; a wrong one costs a try.

    An inspector is not let to the officer's open desk, nor the officer to work at one that cannot write.
    """
    folder = desk.store.folder
    keyfile = keys.read_keys(folder.keys)
    opened = Attempts(folder.attempts, desk.clock).unlock(secret, keyfile)
    if opened.key != desk.store.key:
        raise Refusal("密钥文件不是这个数据文件的。请从备份恢复码文件")
    if opened.inspecting != desk.inspecting:
        raise Refusal(NOT_THE_INSPECTOR if desk.inspecting else NOT_THE_OFFICE)


def change_password(desk: Desk, old: str, new: str, cost: Cost | None = None) -> str:
    """Open by ``new`` instead of ``old`` from now on; answers the sentence for the status bar."""
    desk.store.must_write()
    check(desk, old)
    desk.store.change_password(new, cost=cost)
    return "已改口令"


def renew_recovery(desk: Desk, secret: str, cost: Cost | None = None) -> str:
    """A new recovery key; the one on paper no longer opens the file."""
    desk.store.must_write()
    check(desk, secret)
    return desk.store.new_recovery(cost=cost)


def has_inspector(desk: Desk) -> bool:
    """Whether an inspector's password is set."""
    return keys.INSPECTOR in keys.read_keys(desk.store.folder.keys).slots


def set_inspector(desk: Desk, secret: str, new: str, cost: Cost | None = None) -> str:
    """Let an inspector read by ``new`` from now on, by no password given out before; answers what to say."""
    desk.store.must_write()
    check(desk, secret)
    desk.store.set_inspector(new, cost=cost)
    return "已设督查口令，凭它只能查看、打印、核验"


def withdraw_inspector(desk: Desk, secret: str) -> str:
    """The inspector's password opens nothing from now on; answers what to say."""
    desk.store.must_write()
    check(desk, secret)
    if not has_inspector(desk):
        raise Refusal("没有设督查口令，不用收回")
    desk.store.withdraw_inspector()
    return "已收回督查口令"


def reset_by_recovery(desk: Desk, typed: str, password: str, cost: Cost | None = None) -> str:
    """The same at the locked desk: the file is open already, the renewed recovery key is answered."""
    if not recovery.looks_like(typed):
        raise Refusal("恢复码应为八组、每组五位。照信封里的纸补全")
    desk.store.must_write()
    check(desk, typed)
    desk.store.change_password(password, cost=cost)
    return desk.store.new_recovery(cost=cost)


def reset_password(
    folder: DataFolder, typed: str, password: str, clock: Clock, cost: Cost | None = None
) -> tuple[Desk, str]:
    """Open by the recovery key, set a new password, renew the recovery key that has now been seen."""
    if not recovery.looks_like(typed):
        raise Refusal("恢复码应为八组、每组五位。照信封里的纸补全")
    restore.finish(folder, clock)
    keyfile = keys.read_keys(folder.keys)
    key = Attempts(folder.attempts, clock).unlock_office(typed, keyfile)
    store = Store.open_with_key(folder, key, clock)
    try:
        store.change_password(password, cost=cost)
    except BaseException:
        store.close()
        raise
    return seated(store, clock), store.new_recovery(cost=cost)
