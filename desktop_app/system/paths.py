"""Where things lie on this workstation; nothing is created by asking."""

import os
from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""Fonts, icons, wording, presets and the practice county, shipped beside the package."""


def default_folder() -> Path:
    """The data folder (数据目录) when none is named: the platform's user data folder."""
    named = os.environ.get("GUIZHENGTAI_DATA")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("guizhengtai", appauthor=False))


@dataclass(frozen=True)
class DataFolder:
    """The files of one data folder: the encrypted file, its keys, backups, logs."""

    root: Path

    @property
    def file(self) -> Path:
        return self.root / "guizhengtai.db"

    @property
    def keys(self) -> Path:
        return self.root / "guizhengtai.keys.json"

    @property
    def attempts(self) -> Path:
        return self.root / "guizhengtai.attempts.json"

    @property
    def lock(self) -> Path:
        return self.root / "guizhengtai.lock"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def damaged(self) -> Path:
        return self.root / "damaged"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def exists(self) -> bool:
        return self.file.exists() or self.keys.exists()
