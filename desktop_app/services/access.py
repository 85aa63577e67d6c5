"""Who may open the file: checking, changing and resetting the password (口令), renewing the recovery key (恢复码)."""

from desktop_app.services.desk import Desk
from desktop_app.services.office import seated
from desktop_app.store import keys, recovery, restore
from desktop_app.store.attempts import Attempts
from desktop_app.store.file import Store
from desktop_app.store.keys import Cost
from desktop_app.system.clock import Clock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder


def check(desk: Desk, secret: str) -> None:
    """Refuses a secret that does not open this file; a wrong one costs a try."""
    folder = desk.store.folder
    keyfile = keys.read_keys(folder.keys)
    key = Attempts(folder.attempts, desk.clock).unlock(secret, keyfile)
    if key != desk.store.key:
        raise Refusal("密钥文件不是这个数据文件的。请从备份恢复码文件")


def change_password(desk: Desk, old: str, new: str, cost: Cost | None = None) -> str:
    """Open by ``new`` instead of ``old`` from now on; answers the sentence for the status bar."""
    check(desk, old)
    desk.store.change_password(new, cost=cost)
    return "已改口令"


def renew_recovery(desk: Desk, secret: str, cost: Cost | None = None) -> str:
    """A new recovery key; the one on paper no longer opens the file."""
    check(desk, secret)
    return desk.store.new_recovery(cost=cost)


def reset_by_recovery(desk: Desk, typed: str, password: str, cost: Cost | None = None) -> str:
    """The same at the locked desk: the file is open already, the renewed recovery key is answered."""
    if not recovery.looks_like(typed):
        raise Refusal("恢复码应为八组、每组五位。照信封里的纸补全")
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
    key = Attempts(folder.attempts, clock).unlock(typed, keyfile)
    store = Store.open_with_key(folder, key, clock)
    store.change_password(password, cost=cost)
    return seated(store, clock), store.new_recovery(cost=cost)
