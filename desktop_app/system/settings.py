"""What is remembered outside the encrypted file: names for the unlock screen, window, scale, places. No case data."""

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

SCALE = 100
IDLE_MINUTES = 10
IDLE_RANGE = (1, 15)
SENSITIVE_MINUTES = 5


@dataclass
class Settings:
    """The settings file (设置) of one data folder; a damaged file counts as an empty one.

    ``geometry`` is Qt's own text; ``second_backup`` a folder or empty; ``printers`` maps a paper to its last printer,
    ``papers`` to the options it was last printed with (标签纸, 从第几格起).
    """

    unit: str = ""
    year: int = 0
    scale: int = SCALE
    idle_minutes: int = IDLE_MINUTES
    sensitive_minutes: int = SENSITIVE_MINUTES
    second_backup: str = ""
    geometry: str = ""
    save_folder: str = ""
    printers: dict[str, str] = field(default_factory=dict)
    papers: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Settings":
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        plain = cls()
        for item in fields(cls):
            value = found.get(item.name) if isinstance(found, dict) else None
            if isinstance(value, type(getattr(plain, item.name))):
                setattr(plain, item.name, value)
        low, high = IDLE_RANGE
        plain.idle_minutes = min(max(plain.idle_minutes, low), high)
        plain.sensitive_minutes = min(max(plain.sensitive_minutes, low), high)
        return plain

    def write(self, path: Path) -> None:
        """Replace the file whole; a folder that cannot be written loses nothing but these habits."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(path.name + ".part")
            beside.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(beside, path)
        except OSError:
            return
