"""The monthly package (月度资料包): registers, papers, bulletins and data of a month in a folder that proves itself.

Made of one reading of the file, so that its parts agree whoever writes meanwhile, and of the moment of the data, so
that a second one of unchanged data is the same to the last byte.
"""

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from desktop_app import __version__
from desktop_app.exchange import package_check
from desktop_app.exchange.package_check import verifier
from desktop_app.exchange.package_parts import Beat, Part, Wanted, as_json, made, parts
from desktop_app.reports import pdf
from desktop_app.reports.package_list import Cover, LeftOut, Packed, package_list
from desktop_app.reports.request import PRACTICE, Request
from desktop_app.rules.periods import month_of
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.moment import Moment, MomentClock, StillDesk, moment
from desktop_app.store.disk import sync_file, sync_folder
from desktop_app.system.errors import Refusal
from desktop_app.system.files import fault, plain_name

FORMAT = "guizhengtai-package-1"
PROGRAM = "规整台"
NOTE = "说明.txt"
LONGEST = 259
"""Characters of a path that every program of Windows opens."""
_LONGEST_UNIT = 30

Progress = Callable[[int, int, str], object]


@dataclass(frozen=True)
class Package:
    """A package made: its folder, what is in it and what is not, the hash of its manifest (清单校验值)."""

    folder: Path
    files: tuple[Packed, ...]
    left_out: tuple[LeftOut, ...]
    sha256: str
    anchor: str

    @property
    def said(self) -> str:
        left = f"，未收 {len(self.left_out)} 件" if self.left_out else ""
        return f"已做成 {self.folder.name}：{len(self.files)} 个文件{left}。清单校验值 {self.sha256[:16]}"

    @property
    def told(self) -> dict[str, Any]:
        """The same for other programs."""
        left_out = [asdict(one) for one in self.left_out]
        found = {"folder": str(self.folder), "manifest_sha256": self.sha256, "anchor": self.anchor}
        return {**found, "files": [asdict(one) for one in self.files], "left_out": left_out}


def make_package(desk: Desk, wanted: Wanted, out: Path, progress: Progress = lambda *_: None) -> Package:
    """Make the package of a month in a new folder of ``out``; nothing stands under its name until all of it is there.

    Writes nothing into the data file. ``progress`` raises to stop. Refuses what is no month, one not begun, a place
    that cannot be written and one too deep for Windows.
    """
    if wanted.period != month_of(wanted.period.first):
        raise Refusal("月度资料包按月做。期间写成 2015-05 的样子")
    if wanted.period.first > desk.today:
        raise Refusal(f"{wanted.period.label}还没有到，做不了资料包。核对期间")
    with desk.facts() as now:
        stands = moment(now)
        day = min(wanted.period.last, desk.today)
        still = Facts(now.session, day, withheld=desk.withheld)
        try:
            out.mkdir(parents=True, exist_ok=True)
            with _folder(out, _name(still, wanted)) as room:
                maker = _Maker(StillDesk(desk.store, MomentClock(day, stands.at), still), wanted, stands, room)
                package = maker.make(progress)
        except OSError as error:
            said = f"资料包没有做成：{fault(error)}。查空间、写保护和 U 盘，或换一个位置再做"
            raise Refusal(said) from error
    return replace(package, folder=room.final)


@dataclass(frozen=True)
class _Room:
    """Where a package is made, and what it is called when it is whole."""

    temporary: Path
    final: Path


@contextmanager
def _folder(out: Path, name: str) -> Iterator[_Room]:
    """A folder beside the final one, of its name when all went well, gone when not."""
    names = (name, *(f"{name}（{number}）" for number in range(2, 1000)))
    final = next(out / one for one in names if not (out / one).exists())
    temporary = out / f".{secrets.token_hex(4)}.part"
    temporary.mkdir()
    try:
        yield _Room(temporary, final)
        temporary.rename(final)
        sync_folder(out)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _name(facts: Facts, wanted: Wanted) -> str:
    """The unit and the month, safe as the name of a folder on any system."""
    unit = plain_name(str(facts.unit.get("name") or ""), _LONGEST_UNIT)
    return f"{unit}{wanted.period.first:%Y年%m月}资料包"


class _Maker:
    """One package being made."""

    def __init__(self, desk: StillDesk, wanted: Wanted, stands: Moment, room: _Room) -> None:
        self.desk, self.wanted, self.stands, self.room = desk, wanted, stands, room
        self.files: list[Packed] = []
        self.left_out: list[LeftOut] = []

    def make(self, progress: Progress) -> Package:
        planned = list(parts(self.desk, self.wanted, self.stands.count))
        whole = len(planned) + 1
        for place, part in enumerate(planned):
            if isinstance(part, LeftOut):
                self.left_out.append(part)
            else:
                self._part(part, partial(progress, place, whole, part.title))
        progress(whole - 1, whole, "目录清单")
        self._text(NOTE, "说明", _note(self.wanted, self.stands))
        self._text(package_check.NAME, "核验程序", package_check.VERIFIER.read_bytes())
        manifest = self._manifest()
        sums = {one.file: one.sha256 for one in self.files} | {verifier().MANIFEST: manifest[0]}
        sums[verifier().LIST] = self._list(*manifest)
        self._write(verifier().SUMS, verifier().sums_text(sums).encode())
        self._keep()
        return Package(self.room.final, tuple(self.files), tuple(self.left_out), manifest[0], self.stands.anchor)

    def _path(self, name: str) -> Path:
        if len(str((self.room.final / name).absolute())) > LONGEST:
            raise Refusal("保存位置的路径太长，Windows 打不开。换一个短一些的位置")
        path = self.room.temporary / name
        path.parent.mkdir(exist_ok=True)
        return path

    def _part(self, part: Part, beat: Beat) -> None:
        path = self._path(part.file)
        beat()
        pages = made(part, path, beat)
        if isinstance(pages, LeftOut):
            self.left_out.append(pages)
        else:
            self._packed(path, part.file, part.title, part.reading, pages)

    def _packed(self, path: Path, name: str, title: str, reading: str, pages: int) -> None:
        sha256, sm3 = _hashes(path)
        self.files.append(Packed(name, title, reading, pages, path.stat().st_size, sha256, sm3))

    def _write(self, name: str, data: bytes) -> Path:
        path = self._path(name)
        path.write_bytes(data)
        return path

    def _text(self, name: str, title: str, data: bytes) -> None:
        self._packed(self._write(name, data), name, title, "—", 0)

    def _manifest(self) -> tuple[str, str]:
        """Write the manifest; answers its hashes."""
        wanted, stands = self.wanted, self.stands
        with self.desk.facts() as facts:
            told = {
                "format": FORMAT,
                "unit": str(facts.unit.get("name") or ""),
                "period": wanted.period.label,
                "first": wanted.period.first.isoformat(),
                "last": wanted.period.last.isoformat(),
                "as_of": facts.today.isoformat(),
                "made_at": stands.at.isoformat(timespec="seconds"),
                "program": PROGRAM,
                "version": __version__,
                "practice": self.desk.store.practice,
                "secrecy": wanted.secrecy,
                "tabs": list(wanted.tabs.values()),
                "masked": wanted.masked,
                "history": {
                    "entries": stands.count,
                    "head": stands.head,
                    "algorithm": stands.algorithm,
                    "anchor": stands.anchor,
                },
                "files": [asdict(one) for one in self.files],
                "left_out": [asdict(one) for one in self.left_out],
            }
        return _hashes(self._write(verifier().MANIFEST, as_json(told)))

    def _list(self, sha256: str, sm3: str) -> str:
        """Write the printed list; answers its hash."""
        wanted, stands = self.wanted, self.stands
        practice = f"（{PRACTICE}）" if self.desk.store.practice else ""
        cover = Cover(
            wanted.period.label,
            self.desk.today,
            f"{stands.at.astimezone():%Y-%m-%d %H:%M:%S}",
            f"{PROGRAM} {__version__}{practice}",
            stands.anchor,
            wanted.secrecy,
            "、".join(wanted.tabs.values()) or "全部",
            wanted.masked,
            sha256,
            sm3,
        )
        request = Request(self.desk, self.desk.today, wanted.period)
        with self.desk.facts() as facts:
            document = package_list(request, facts, cover, self.files, self.left_out)
        path = self._path(verifier().LIST)
        with path.open("wb") as out:
            pdf.render(document, out)
        return _hashes(path)[0]

    def _keep(self) -> None:
        """Make every byte durable, and check the whole as whoever gets it will."""
        for path in self.room.temporary.rglob("*"):
            if path.is_file():
                sync_file(path)
        package_check.package_told(self.room.temporary)


def _hashes(path: Path) -> tuple[str, str]:
    """SHA-256, and SM3 where this machine has it."""
    found = {name: verifier().digest(str(path), name) for name in verifier().algorithms()}
    return found["sha256"], found.get("sm3", "")


def _note(wanted: Wanted, stands: Moment) -> bytes:
    """How to check a package, for whoever gets it."""
    secrecy: Sequence[str] = (f"密级：{wanted.secrecy}", "") if wanted.secrecy else ()
    lines = (
        *secrecy,
        f"{wanted.period.label}月度资料包说明",
        "",
        "一、台账是各台账的 PDF 和表格，报表、评查是当月纸面，通报是印发时的存档件，数据供其他程序读取。",
        "二、目录清单.pdf 列明每个文件和 SHA-256；清单.json 内容相同，供程序读取。",
        "三、核验全部文件：装有 Python 3.8 以上的机器上，在本文件夹执行",
        "      python 核验.py",
        "    改动、缺少、多出、改名的文件逐一列出；全部一致时退出码为 0，否则为 3。",
        "四、不用本程序也能核验，任何计算 SHA-256 的工具都行：",
        "      Windows：certutil -hashfile 清单.json SHA256",
        "      Linux：  sha256sum -c 校验值.txt",
        "五、先拿清单.json 的 SHA-256 与目录清单纸面上的“清单校验值”对照，一致后其余以清单为准。",
        f"六、操作记录 {stands.anchor}：制作单位可用“verify --paper”核对目录清单与工作库是否一致。",
        "七、同样的数据再做一次，得到逐字节相同的资料包；时点取最后一条操作记录，不取制作时间。",
    )
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
