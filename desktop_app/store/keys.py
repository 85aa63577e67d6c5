"""The key of the file (密钥): 32 random bytes, wrapped by the officer's password and by the recovery key.

A third slot may hold it for the inspector (督查人员), whose password opens the file for reading alone. Changing a
password rewraps the same key, so neither the file nor its backups are written anew.
"""

import base64
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop_app.store import recovery
from desktop_app.store.disk import write_whole
from desktop_app.system.errors import Damaged, Refusal

PASSWORD = "password"
RECOVERY = "recovery"
INSPECTOR = "inspector"
READ_ONLY = "督查人员只能查看、打印、核验，不能改。请办公室用自己的口令打开"
"""Said to whoever would change something in a file the inspector's password opened."""

PRACTISED = "practice-"
"""What the id of a practice county's file begins with: a key file cannot be given another id."""

_FORMAT = 1
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs (argon2id): memory in KiB, passes over it, lanes. Kept in the slot it was used for."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    def __post_init__(self) -> None:
        if not (8 <= self.memory <= 1024 * 1024 and 1 <= self.passes <= 20 and 1 <= self.lanes <= 16):
            raise ValueError("argon2 cost out of bounds")


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key wrapped under one secret: AES-256-GCM under argon2id of the secret."""

    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def __post_init__(self) -> None:
        if (len(self.salt), len(self.nonce)) != (_SALT_BYTES, _NONCE_BYTES):
            raise ValueError("salt or nonce cut short")


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key file (密钥文件): who may open the data file. ``file_id`` tells whose backups are whose."""

    file_id: str
    slots: Mapping[str, Slot] = field(default_factory=dict)

    @property
    def practice(self) -> bool:
        """Whether it is a practice county's (演练县)."""
        return self.file_id.startswith(PRACTISED)

    def to_bytes(self) -> bytes:
        slots = {name: _slot_to_json(slot) for name, slot in self.slots.items()}
        return json.dumps({"format": _FORMAT, "file_id": self.file_id, "slots": slots}, indent=1).encode()

    def write(self, path: Path) -> None:
        write_whole(path, self.to_bytes())


@dataclass(frozen=True, slots=True)
class Opened:
    """What a secret opened: the data key, and the slot it lay in."""

    key: bytes = field(repr=False)
    slot: str = PASSWORD

    @property
    def inspecting(self) -> bool:
        """Whether it was the inspector's: to see, print and verify, not to change."""
        return self.slot == INSPECTOR


class WrongSecret(Refusal):
    """The password or recovery key opens nothing (口令不对)."""


def make_keys(password: str, *, cost: Cost | None = None, practice: bool = False) -> tuple[KeyFile, bytes, str]:
    """A new key file, the data key in it, and the recovery key as text to be printed."""
    data_key = os.urandom(_KEY_BYTES)
    keyfile = change_password(
        KeyFile(f"{PRACTISED if practice else ''}{os.urandom(8).hex()}"), data_key, password, cost=cost
    )
    keyfile, text = new_recovery(keyfile, data_key, cost=cost)
    return keyfile, data_key, text


def change_password(keyfile: KeyFile, data_key: bytes, password: str, *, cost: Cost | None = None) -> KeyFile:
    """The key file opened by a new password instead of the old. Refuses an empty one."""
    secret = _password(password)
    if not secret:
        raise Refusal("口令是空的。输入口令", "password")
    if _unwrap(keyfile, INSPECTOR, secret):
        raise Refusal("与督查口令相同。换一个口令", "password")
    return _with_slot(keyfile, PASSWORD, secret, data_key, cost or Cost())


def set_inspector(keyfile: KeyFile, data_key: bytes, password: str, *, cost: Cost | None = None) -> KeyFile:
    """The key file opened for reading by the inspector's password too (督查口令); one set before no longer opens it."""
    secret = _password(password)
    if not secret:
        raise Refusal("督查口令是空的。输入督查口令", "inspector")
    if recovery.looks_like(password) or _unwrap(keyfile, PASSWORD, secret):
        raise Refusal("督查口令不能与办公室的口令或恢复码相同。换一个", "inspector")
    return _with_slot(keyfile, INSPECTOR, secret, data_key, cost or Cost())


def withdraw_inspector(keyfile: KeyFile) -> KeyFile:
    """The key file without the inspector's slot."""
    return replace(keyfile, slots={name: slot for name, slot in keyfile.slots.items() if name != INSPECTOR})


def new_recovery(keyfile: KeyFile, data_key: bytes, *, cost: Cost | None = None) -> tuple[KeyFile, str]:
    """The key file with a new recovery key; the one printed before no longer opens it."""
    secret = os.urandom(recovery.BYTES)
    return _with_slot(keyfile, RECOVERY, secret, data_key, cost or Cost()), recovery.to_text(secret)


def unlock(keyfile: KeyFile, secret: str) -> Opened:
    """The data key, by password, recovery key or inspector's password.

    Raises WrongSecret, or Refusal naming a mistyped recovery group.
    """
    mistyped: Refusal | None = None
    if recovery.looks_like(secret):
        try:
            found = _unwrap(keyfile, RECOVERY, recovery.from_text(secret))
        except Refusal as refused:
            found, mistyped = None, refused
        if found:
            return Opened(found, RECOVERY)
    for name in (PASSWORD, INSPECTOR):
        found = _unwrap(keyfile, name, _password(secret))
        if found:
            return Opened(found, name)
    raise mistyped or WrongSecret("口令不对")


def read_keys(path: Path) -> KeyFile:
    """The key file at ``path``. Raises Damaged if it is missing or unreadable."""
    try:
        return parse_keys(path.read_bytes())
    except OSError as error:
        raise Damaged(f"密钥文件 {path.name} 读不出。从备份恢复") from error


def parse_keys(data: bytes) -> KeyFile:
    """A key file from its bytes, as kept beside the data file and in every backup."""
    try:
        read = json.loads(data)
        if read["format"] != _FORMAT:
            raise Refusal("密钥文件由新版程序写成。装新版再打开")
        return KeyFile(str(read["file_id"]), {name: _slot_from_json(slot) for name, slot in read["slots"].items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("密钥文件已损坏。从备份恢复") from error


def _password(typed: str) -> bytes:
    try:
        return unicodedata.normalize("NFKC", typed).encode()
    except UnicodeEncodeError as error:
        raise Refusal("口令里有认不出的字符。换一种输入法重输", "password") from error


def _with_slot(keyfile: KeyFile, name: str, secret: bytes, data_key: bytes, cost: Cost) -> KeyFile:
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    box = AESGCM(_stretch(secret, salt, cost))
    slot = Slot(cost, salt, nonce, box.encrypt(nonce, data_key, _bound(keyfile, name)))
    return replace(keyfile, slots={**keyfile.slots, name: slot})


def _unwrap(keyfile: KeyFile, name: str, secret: bytes) -> bytes | None:
    slot = keyfile.slots.get(name)
    if slot is None or not secret:
        return None
    try:
        box = AESGCM(_stretch(secret, slot.salt, slot.cost))
        return box.decrypt(slot.nonce, slot.wrapped, _bound(keyfile, name))
    except InvalidTag:
        return None


def _bound(keyfile: KeyFile, name: str) -> bytes:
    return f"guizhengtai/{_FORMAT}/{keyfile.file_id}/{name}".encode()


def _stretch(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(secret, salt, cost.passes, cost.memory, cost.lanes, _KEY_BYTES, Type.ID)


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    parts = {name: base64.b64encode(getattr(slot, name)).decode() for name in ("salt", "nonce", "wrapped")}
    return {"kdf": "argon2id", "cost": asdict(slot.cost), **parts}


def _slot_from_json(read: Mapping[str, Any]) -> Slot:
    parts = (base64.b64decode(read[name], validate=True) for name in ("salt", "nonce", "wrapped"))
    return Slot(Cost(**read["cost"]), *parts)
