#!/usr/bin/env python3
"""核验月度资料包: compares every file of a package with its lists. Python 3.8 or later, nothing else.

    python 核验.py [资料包文件夹] [目录清单上印的清单校验值]

Exit status: 0 all as it was made, 3 something changed, 2 wrong usage.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import unicodedata
from typing import Any

MANIFEST, SUMS, LIST = "清单.json", "校验值.txt", "目录清单.pdf"
"""The manifest names every file but these three; the sums name every file but themselves, and end in their own."""

_SUM = re.compile(r"([0-9a-f]{64})  (.+)")
_SEAL = re.compile(r"# ([0-9a-f]{64})")
_LEAST = 16
"""Digits of the manifest's hash that must be typed from paper, at least."""


def digest(path: str, algorithm: str = "sha256") -> str:
    """The hash of a file, in hex."""
    found = hashlib.new(algorithm)
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            found.update(block)
    return found.hexdigest()


def algorithms() -> list[str]:
    """What is compared here: SHA-256, and SM3 where this Python has it."""
    return ["sha256", *(["sm3"] if "sm3" in hashlib.algorithms_available else [])]


def sums_text(sums: dict[str, str]) -> str:
    """The file of sums, as sha256sum -c reads it, closed by the hash of its own lines."""
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    return f"{lines}# {hashlib.sha256(lines.encode('utf-8')).hexdigest()}\n"


def verify(folder: str, printed: str = "") -> tuple[list[str], list[str]]:
    """What is wrong with a package, each a sentence naming its file, and what there is to tell of it."""
    root = os.path.abspath(folder)
    there = set(_files(root))
    faults = [f"缺少 {name}" for name in (MANIFEST, SUMS) if name not in there]
    faults += [f"{name} 被换成了链接" for name in (MANIFEST, SUMS) if os.path.islink(os.path.join(root, name))]
    sums, sealed = _sums(root) if SUMS in there else ({}, False)
    manifest = _manifest(root) if MANIFEST in there else {}
    if SUMS in there and not sealed:
        faults.append(f"{SUMS} 被改动")
    entries = {one["file"]: one for one in manifest.get("files", ())}
    actual = digest(os.path.join(root, MANIFEST)) if MANIFEST in there else ""
    whole = bool(manifest)
    if MANIFEST in there and sealed and sums.get(MANIFEST) != actual:
        faults.append(f"{MANIFEST} 被改动")
        whole = False
    elif MANIFEST in there and not manifest:
        faults.append(f"{MANIFEST} 读不了")
    if sealed and not whole:
        entries = {name: {"sha256": value} for name, value in sums.items() if name != MANIFEST}
    elif sealed:
        faults += [f"{MANIFEST} 与 {SUMS} 所列不同：{name}" for name in _unlike(entries, sums)]
        entries.update({name: {"sha256": sums[name]} for name in sums if name not in entries and name != MANIFEST})
    faults += _compared(root, there - {MANIFEST, SUMS}, entries, sealed)
    faults += _printed(actual, printed)
    return faults, _told(manifest, actual, len(entries), bool(printed)) if not faults else []


def _files(root: str) -> list[str]:
    """Every file of the package by its path with slashes."""
    found = []
    for at, folders, names in os.walk(root):
        links = [name for name in folders if os.path.islink(os.path.join(at, name))]
        for name in [*names, *links]:
            found.append(os.path.relpath(os.path.join(at, name), root).replace(os.sep, "/"))
    return found


def _sums(root: str) -> tuple[dict[str, str], bool]:
    """What the file of sums says, and whether it is as it was written."""
    try:
        with open(os.path.join(root, SUMS), "rb") as file:
            data = file.read()
        *lines, last, end = data.decode("utf-8").split("\n")
    except (OSError, ValueError):
        return {}, False
    rows = [_SUM.fullmatch(line) for line in lines]
    sums = {row[2]: row[1] for row in rows if row}
    return sums, not end and all(rows) and bool(_SEAL.fullmatch(last)) and sums_text(sums).encode("utf-8") == data


def _manifest(root: str) -> dict[str, Any]:
    """The manifest; empty when it cannot be read or names files outside the package."""
    try:
        with open(os.path.join(root, MANIFEST), encoding="utf-8") as file:
            read = json.load(file)
        rows = [(one["file"], one["sha256"], int(one["size"])) for one in read["files"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    plain = all(isinstance(said, str) for name, sha256, _ in rows for said in (name, sha256))
    known = plain and isinstance(read.get("history") or {}, dict)
    return read if known and all(_inside(name) for name, _, _ in rows) else {}


def _inside(name: str) -> bool:
    return not name.startswith("/") and ":" not in name and "\\" not in name and ".." not in name.split("/")


def _unlike(entries: dict[str, dict[str, Any]], sums: dict[str, str]) -> list[str]:
    """Files the two lists do not say the same of."""
    listed = {name: one["sha256"] for name, one in entries.items()}
    held = {name: value for name, value in sums.items() if name not in (MANIFEST, LIST)}
    return sorted(name for name in {*listed, *held} if listed.get(name) != held.get(name))


def _compared(root: str, there: set[str], entries: dict[str, dict[str, Any]], sealed: bool) -> list[str]:
    """Files changed, renamed, missing and surplus."""
    faults = []
    for name in sorted(there & set(entries)):
        faults += _changed(root, name, entries[name])
    missing = sorted(set(entries) - there)
    surplus = sorted(there - set(entries) - (set() if sealed else {LIST}))
    for name in list(surplus):
        found = _read(root, name)
        was = next((one for one in missing if entries[one]["sha256"] == found), "")
        if was:
            faults.append(f"{was} 被改名为 {name}")
            missing.remove(was)
            surplus.remove(name)
    faults += [f"缺少 {name}" for name in missing]
    return faults + [f"多出 {name}" for name in surplus]


def _changed(root: str, name: str, entry: dict[str, Any]) -> list[str]:
    path = os.path.join(root, *name.split("/"))
    if os.path.islink(path):
        return [f"{name} 被换成了链接"]
    try:
        size = os.path.getsize(path)
        if "size" in entry and size != entry["size"]:
            return [f"{name} 被改动：应为 {entry['size']} 字节，现为 {size} 字节"]
        same = all(digest(path, one) == entry[one] for one in algorithms() if entry.get(one))
    except OSError:
        return [f"{name} 读不了"]
    return [] if same else [f"{name} 被改动"]


def _read(root: str, name: str) -> str:
    path = os.path.join(root, *name.split("/"))
    try:
        return "" if os.path.islink(path) else digest(path)
    except OSError:
        return ""


def _printed(actual: str, printed: str) -> list[str]:
    """Whether what was typed from the printed list is the manifest's hash."""
    if not printed:
        return []
    typed = "".join(re.findall("[0-9a-f]", unicodedata.normalize("NFKC", printed).lower()))
    if len(typed) < _LEAST:
        return [f"纸面校验值至少要输入前 {_LEAST} 位"]
    if actual.startswith(typed):
        return []
    return [f"{MANIFEST} 与纸面不符：纸面 {typed[:_LEAST]}…，现为 {actual[:_LEAST]}…"]


def _told(manifest: dict[str, Any], actual: str, count: int, compared: bool) -> list[str]:
    history = manifest.get("history") or {}
    practice = "（演练）" if manifest.get("practice") else ""
    return [
        f"{manifest.get('unit', '')}{manifest.get('period', '')}月度资料包{practice}：{count} 个文件全部一致",
        f"清单校验值 {actual}" + ("，与纸面一致" if compared else "，请与纸面目录清单对照"),
        f"操作记录 {history.get('anchor', '')}",
    ]


def main(given: list[str]) -> int:
    """Verify the folder named, or the one this file lies in; print what was found."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    if len(given) > 2 or given[:1] in (["-h"], ["--help"]):
        print("用法：python 核验.py [资料包文件夹] [纸面清单校验值]")
        return 2
    folder = given[0] if given else os.path.dirname(os.path.abspath(__file__))
    if not os.path.isdir(folder):
        print(f"没有 {folder} 这个文件夹。写明资料包所在的文件夹")
        return 2
    faults, told = verify(folder, given[1] if len(given) > 1 else "")
    for said in faults or told:
        print(said)
    print(f"核验没有通过：{len(faults)} 处不符。不要使用，向制作单位另要一份" if faults else "核验通过")
    return 3 if faults else 0


if __name__ == "__main__":
    status = main(sys.argv[1:])
    if os.name == "nt" and len(sys.argv) == 1 and sys.stdin is not None and sys.stdin.isatty():
        input("按回车键关闭")
    raise SystemExit(status)
