"""Files handed to people: written whole or not at all, with refusals in sentences."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop_app.system.errors import Refusal

_SAID = {
    errno.ENOSPC: "磁盘已满",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "文件夹不存在",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名称太长",
    errno.EISDIR: "它是文件夹",
    errno.EFBIG: "超过磁盘允许的大小",
}

_TURNING = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSAFE = str.maketrans(dict.fromkeys('<>:"/\\|?*', "") | dict.fromkeys((*range(32), 127, *_TURNING), ""))


def fault(error: OSError) -> str:
    """What is wrong with the disk, in a few words."""
    return _SAID.get(error.errno or 0, "写不进去")


def trouble(error: OSError, path: Path) -> Refusal:
    """A disk error as a sentence with the remedy."""
    return Refusal(f"{path.name} 没有存成：{fault(error)}。腾出空间、关掉正在打开它的程序，或另选位置再存")


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file open for writing that takes its name only when everything is on disk; an error leaves the old one."""
    try:
        handle, spare = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    except OSError as error:
        raise trouble(error, path) from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(spare, path)
    except OSError as error:
        raise trouble(error, path) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(spare)


def plain_name(text: str, longest: int = 80) -> str:
    """A text as the name of a file or folder that any system takes (文件名); empty where nothing of it can stand."""
    return text.translate(_UNSAFE).strip(" .")[:longest].strip(" .")
