"""Failed tries at the password (口令尝试): counted on the disk, locked after five, longer after each further five."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_app.store.disk import write_whole
from desktop_app.store.keys import KeyFile, Opened, WrongSecret, unlock
from desktop_app.system.clock import Clock
from desktop_app.system.errors import Refusal

TRIES = 5
FIRST_WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(days=1)
OFFICE_ONLY = "这是督查口令，只能查看。这一项请输入办公室的口令"


@dataclass
class _State:
    wrong: int = 0
    wait: float = 0.0
    seen: str = ""


@dataclass(frozen=True)
class Attempts:
    """The count kept in ``path``. Waiting is measured by time seen to pass, so a clock set back shortens nothing."""

    path: Path
    clock: Clock

    def unlock(self, secret: str, *keyfiles: KeyFile) -> Opened:
        """The data key in the first key file that the secret opens; a wrong one costs one try, counted beforehand.

        The inspector's password forgives no wrong try: else whoever has it could guess at the officer's for ever.
        Raises WrongSecret with what is left, Refusal while locked or for a mistyped recovery key.
        """
        state = self._waited()
        if state.wait > 0:
            raise Refusal(f"口令连错 {TRIES} 次，已锁定。过 {_minutes(state.wait)} 分钟再试")
        spent = _after_one_more(state)
        self._keep(spent)
        try:
            opened = _first_opened(secret, keyfiles)
        except WrongSecret as wrong:
            raise WrongSecret(_said(spent)) from wrong
        except Refusal:
            self._keep(state)
            raise
        if opened.inspecting and state.wrong:
            self._keep(state)
        else:
            self.path.unlink(missing_ok=True)
        return opened

    def unlock_office(self, secret: str, *keyfiles: KeyFile) -> bytes:
        """The same for what the officer alone may do; the inspector's password is refused with a sentence."""
        opened = self.unlock(secret, *keyfiles)
        if opened.inspecting:
            raise Refusal(OFFICE_ONLY)
        return opened.key

    def _waited(self) -> _State:
        """The state with the time since it was last looked at taken off the wait; kept if that changed it."""
        state = self._read()
        if state.wait > 0:
            passed = (self.clock.now() - datetime.fromisoformat(state.seen)).total_seconds()
            state.wait = max(0.0, state.wait - max(0.0, passed))
            self._keep(state)
        return state

    def _read(self) -> _State:
        try:
            read = json.loads(self.path.read_bytes())
            moment = datetime.fromisoformat(read["seen"]).astimezone(UTC)
            wait = min(max(0.0, float(read["wait"])), LONGEST_WAIT.total_seconds())
            return _State(max(0, int(read["wrong"])), wait, moment.isoformat())
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return _State()

    def _keep(self, state: _State) -> None:
        state.seen = self.clock.now().isoformat()
        write_whole(self.path, json.dumps(asdict(state)).encode())


def _first_opened(secret: str, keyfiles: Sequence[KeyFile]) -> Opened:
    for keyfile in keyfiles[:-1]:
        try:
            return unlock(keyfile, secret)
        except WrongSecret:
            continue
    return unlock(keyfiles[-1], secret)


def _after_one_more(state: _State) -> _State:
    wrong = state.wrong + 1
    rounds, rest = divmod(wrong, TRIES)
    wait = min(FIRST_WAIT * 2 ** min(rounds - 1, 10), LONGEST_WAIT) if rounds and not rest else timedelta()
    return _State(wrong, wait.total_seconds())


def _said(state: _State) -> str:
    if state.wait > 0:
        return f"口令连错 {TRIES} 次，已锁定。过 {_minutes(state.wait)} 分钟再试"
    return f"口令不对，还可试 {TRIES - state.wrong % TRIES} 次。"


def _minutes(seconds: float) -> int:
    return max(1, -int(-seconds // 60))
