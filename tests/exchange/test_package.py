"""The monthly package: what is in it, that a second one is the same, and that nothing in it changes unseen."""

import hashlib
import io
import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.package import Package, make_package
from desktop_app.exchange.package_check import package_told, verifier
from desktop_app.exchange.package_parts import Wanted, as_json
from desktop_app.figures import catalogue as figures
from desktop_app.figures.engine import Question
from desktop_app.registers.catalogue import REGISTERS
from desktop_app.reports.catalogue import make_pdf, paper
from desktop_app.reports.monthly import MASKS, MONTHLY, SENSITIVE
from desktop_app.reports.paper_proof import pdf_text, prove_file
from desktop_app.reports.request import Request
from desktop_app.rules.periods import month_period, quarter_period
from desktop_app.rules.vocabulary import CopyKind, Naming
from desktop_app.services.desk import Desk
from desktop_app.services.office import open_desk
from desktop_app.store import history
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import issued, issues, packed, supervising
from tests.kit.files import CHEAP
from tests.kit.office import furnished

MAY = month_period(2015, 5)
FEW = Wanted(MAY, {"issues": "问题清单"})
"""A package soon made."""
INSPECTOR = "督查-2015-口令"


@contextmanager
def _office(root: Path, day: date = date(2015, 5, 31)) -> Iterator[Desk]:
    desk = packed.office(root, day)
    yield desk
    desk.store.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    with _office(tmp_path_factory.mktemp("office") / "data") as desk:
        yield desk


@pytest.fixture(scope="module")
def made(office: Desk, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package of May; nobody changes it."""
    return make_package(office, Wanted(MAY), tmp_path_factory.mktemp("out"))


@pytest.fixture
def copy(made: Package, tmp_path: Path) -> Path:
    """It, carried to another place."""
    return Path(shutil.copytree(made.folder, tmp_path / "U盘"))


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def faults(folder: Path, printed: str = "") -> list[str]:
    """What the check names, without its last line."""
    with pytest.raises(Damaged) as damaged:
        package_told(folder, printed)
    return damaged.value.said.splitlines()[:-1]


def test_every_register_is_in_it_on_paper_and_as_a_workbook(made: Package) -> None:
    assert made.folder.name == "清源县人民检察院2015年05月资料包"
    ledgers = [name for name in names(made.folder) if name.startswith("台账/")]
    assert ledgers == [
        f"台账/{place:02} {register.title}台账{ending}"
        for place, register in enumerate(REGISTERS, 1)
        for ending in (".pdf", ".xlsx")
    ]
    assert max(map(len, names(made.folder))) <= 80
    assert {one.file for one in made.files} | set(_lists()) == set(names(made.folder))
    stands = next(one.reading for one in made.files if one.file == "台账/01 任务台账.pdf")
    assert f"操作记录第 {made.anchor.split('·')[0].lstrip('0')} 条止" in stands
    assert stands in pdf_text((made.folder / "台账/01 任务台账.pdf").read_bytes()).replace("\r\n", "")


def _lists() -> tuple[str, str, str]:
    return verifier().MANIFEST, verifier().SUMS, verifier().LIST


def test_the_bulletins_of_the_month_are_the_frozen_bytes(office: Desk, made: Package) -> None:
    kept = {(copy.kind, copy.naming): data for copy, data in issued.kept(office, 1)}
    name = "通报/01 整改进展通报"
    for ending, key in (
        (".pdf", (CopyKind.PAPER, issued.row(office, 1)["naming"])),
        (" 内部留存稿.pdf", (CopyKind.INTERNAL, Naming.NAMED)),
        (" 数据.json", (CopyKind.DATA, None)),
    ):
        assert (made.folder / f"{name}{ending}").read_bytes() == kept[key]


def test_the_answers_are_those_of_the_last_day(office: Desk, made: Package) -> None:
    with office.facts() as facts:
        asked = [figures.report(Question(facts.session, date(2015, 5, 31), one)) for one in (None, MAY)]
    assert (made.folder / "数据/figures.json").read_bytes() == as_json(asked[0])
    assert (made.folder / "数据/figures_month.json").read_bytes() == as_json(asked[1])
    promises = json.loads((made.folder / "数据/promises.json").read_text("utf-8"))
    assert promises["as_of"] == "2015-05-31"


def test_the_list_prints_the_manifests_hash_and_the_chain(office: Desk, made: Package) -> None:
    data = (made.folder / verifier().LIST).read_bytes()
    text = pdf_text(data).replace("\r\n", "")
    manifest = (made.folder / verifier().MANIFEST).read_bytes()
    assert made.sha256 == hashlib.sha256(manifest).hexdigest()
    assert made.sha256 in text
    assert made.anchor in text
    assert all(one.sha256 in text and one.file.rpartition("/")[2] in text for one in made.files)
    with office.facts() as facts:
        proof = prove_file(facts, data)
        assert proof.agrees
        count, head = history.head(facts.session)
    told = json.loads(manifest)
    assert (told["history"]["entries"], told["history"]["head"]) == (count, head)
    assert (told["unit"], told["period"], told["as_of"], told["practice"]) == (
        "清源县人民检察院",
        "2015年5月",
        "2015-05-31",
        False,
    )
    assert {"file", "title", "reading", "pages", "size", "sha256"} <= set(told["files"][0])


def test_a_second_one_of_the_same_data_is_the_same_to_the_last_byte(
    office: Desk, made: Package, tmp_path: Path
) -> None:
    before = _head(office)
    with _office(tmp_path / "data", date(2015, 6, 20)) as later:
        first, second = (make_package(later, Wanted(MAY, {"issues": "问题清单"}), tmp_path / "包") for _ in range(2))
        assert _head(later) == before
    assert second.folder.name == f"{first.folder.name}（2）"
    assert _bytes(first.folder) == _bytes(second.folder)
    again = [name for name in names(first.folder) if name.startswith("台账/01")]
    assert len(again) == 2
    for name in again:
        same = name.replace("01", f"{[one.title for one in REGISTERS].index('问题') + 1:02}", 1)
        assert (first.folder / name).read_bytes() == (made.folder / same).read_bytes()


def _head(desk: Desk) -> tuple[int, str]:
    with desk.facts() as facts:
        return history.head(facts.session)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names(folder)}


@pytest.mark.parametrize(
    "name",
    [
        "台账/07 问题台账.pdf",
        "台账/07 问题台账.xlsx",
        "报表/01 总览（承诺核查）.pdf",
        "通报/01 整改进展通报.pdf",
        "通报/01 整改进展通报 数据.json",
        "数据/promises.json",
        "说明.txt",
        "核验.py",
        "清单.json",
        "目录清单.pdf",
        "校验值.txt",
    ],
)
def test_one_flipped_byte_is_named(copy: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    for at in (0, len(data) // 2, len(data) - 1):
        data[at] ^= 1
        (copy / name).write_bytes(data)
        assert faults(copy) == [f"{name} 被改动"]
        data[at] ^= 1
    (copy / name).write_bytes(data)
    assert package_told(copy)


def test_a_file_cut_off_missing_added_renamed_is_named(copy: Path) -> None:
    ledger, other = copy / "台账/01 任务台账.pdf", copy / "台账/02 会议学习台账.pdf"
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[:-1])
    assert faults(copy) == [f"台账/01 任务台账.pdf 被改动：应为 {len(whole)} 字节，现为 {len(whole) - 1} 字节"]
    ledger.unlink()
    assert faults(copy) == ["缺少 台账/01 任务台账.pdf"]
    ledger.write_bytes(whole)
    other.rename(copy / "台账/99 别的台账.pdf")
    (copy / "报表/附件.txt").write_text("多出的", "utf-8")
    assert faults(copy) == ["台账/02 会议学习台账.pdf 被改名为 台账/99 别的台账.pdf", "多出 报表/附件.txt"]


@pytest.mark.parametrize("name", ["清单.json", "校验值.txt", "目录清单.pdf"])
def test_a_missing_list_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert f"缺少 {name}" in faults(copy)


def test_a_manifest_edited_to_fit_a_changed_file_is_named(copy: Path, made: Package) -> None:
    ledger = copy / "台账/07 问题台账.xlsx"
    ledger.write_bytes(b"PK")
    _edit(copy, "台账/07 问题台账.xlsx")
    assert faults(copy) == ["清单.json 被改动", "台账/07 问题台账.xlsx 被改动"]
    _seal(copy)
    assert package_told(copy)
    assert faults(copy, made.sha256) == [
        f"清单.json 与纸面不符：纸面 {made.sha256[:16]}…，现为 {verifier().digest(str(copy / '清单.json'))[:16]}…"
    ]


def _edit(copy: Path, name: str) -> None:
    """The manifest as somebody would mend it who changed a file."""
    told: dict[str, Any] = json.loads((copy / "清单.json").read_text("utf-8"))
    entry = next(one for one in told["files"] if one["file"] == name)
    path = copy / name
    entry |= {"size": path.stat().st_size, "sha256": verifier().digest(str(path)), "sm3": ""}
    (copy / "清单.json").write_bytes(as_json(told))


def _seal(copy: Path) -> None:
    """The sums written anew over everything."""
    sums = {name: verifier().digest(str(copy / name)) for name in names(copy) if name != "校验值.txt"}
    (copy / "校验值.txt").write_text(verifier().sums_text(sums), "utf-8", newline="\n")


def test_a_manifest_that_points_outside_is_not_followed(copy: Path) -> None:
    told = json.loads((copy / "清单.json").read_text("utf-8"))
    told["files"][0]["file"] = "../../秘密.txt"
    (copy / "清单.json").write_bytes(as_json(told))
    _seal(copy)
    assert faults(copy)[0] == "清单.json 读不了"


@pytest.mark.parametrize("said", [["a"], 5, None])
def test_a_manifest_of_another_shape_is_said_to_be_unreadable(copy: Path, said: object) -> None:
    told = json.loads((copy / "清单.json").read_text("utf-8"))
    for changed in (
        {**told, "files": [{**told["files"][0], "file": said}, *told["files"][1:]]},
        {**told, "history": "x"},
    ):
        (copy / "清单.json").write_bytes(as_json(changed))
        _seal(copy)
        assert faults(copy)[0] == "清单.json 读不了"


@pytest.mark.parametrize("name", ["清单.json", "校验值.txt"])
def test_a_list_made_into_a_link_is_named(copy: Path, tmp_path: Path, name: str) -> None:
    (copy / name).rename(tmp_path / "别处")
    (copy / name).symlink_to(tmp_path / "别处")
    assert faults(copy) == [f"{name} 被换成了链接"]


def test_it_is_verified_without_this_program(copy: Path, made: Package, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        command = [sys.executable, "-I", "-S", str(copy / "核验.py"), *words]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, env={"PYTHONUTF8": "1"})
        return done.returncode, done.stdout + done.stderr

    status, said = run()
    assert (status, said.splitlines()[-1]) == (0, "核验通过")
    assert made.sha256 in said
    assert run(str(copy), made.sha256[:20])[0] == 0
    assert run(str(copy), "0" * 20)[0] == 3
    assert run(str(tmp_path / "没有"))[0] == 2
    (copy / "说明.txt").unlink()
    status, said = run()
    assert (status, said.splitlines()[0]) == (3, "缺少 说明.txt")
    assert subprocess.run(["sha256sum", "-c", "--quiet", "校验值.txt"], cwd=made.folder).returncode == 0


def test_only_the_tabs_asked_for_and_masked(office: Desk, tmp_path: Path) -> None:
    tabs = {"posts": "岗位轮换", "inspections": "督查问责", "bulletins": "通报简报"}
    wanted = Wanted(MAY, tabs, "秘密", masked=True)
    made = make_package(office, wanted, tmp_path)
    taken = {one.title.removesuffix("台账") for one in made.files if one.file.startswith("台账/") and one.pages}
    hidden = {register.title for register in REGISTERS if register.kind in SENSITIVE}
    assert hidden
    assert taken == {register.title for register in REGISTERS if register.tab in tabs} - hidden
    assert {one.title for one in made.left_out} == {f"{title}台账" for title in hidden}
    assert [one.file for one in made.files if one.file.startswith("通报/")] == ["通报/01 整改进展通报.pdf"]
    kept = {(copy.kind, copy.naming): data for copy, data in issued.kept(office, 1)}
    masked = (made.folder / "通报/01 整改进展通报.pdf").read_bytes()
    assert masked == kept[CopyKind.PAPER, Naming.DEPARTMENT]
    assert json.loads((made.folder / "清单.json").read_text("utf-8"))["masked"]
    text = pdf_text((made.folder / "目录清单.pdf").read_bytes())
    assert text.startswith("秘密")
    assert "岗位轮换、督查问责、通报简报（隐名）" in text
    assert (made.folder / "说明.txt").read_text("utf-8-sig").startswith("密级：秘密")


def test_a_masked_paper_names_nobody_under_inquiry(folder: DataFolder, clock: TurnedClock) -> None:
    papers = [paper(one) for one in MONTHLY]
    assert {one.id for one in papers if one.kind in SENSITIVE} <= set(MASKS) <= set(MONTHLY)
    desk, _ = furnished("inquired", lambda desk: supervising.inquiry(desk, supervising.house(desk)), folder.root, clock)
    for name, masks in MASKS.items():
        told = []
        for options in ({}, masks):
            out = io.BytesIO()
            make_pdf(name, Request(desk, desk.today, options=options), out)
            told.append("田涛" in pdf_text(out.getvalue()))
        assert told == [True, False], name
    desk.store.close()


class _Stop(Exception):
    """Somebody pressed 停止."""


def _stopped(folder: Path) -> None:
    raise _Stop


def test_one_that_was_stopped_leaves_nothing(office: Desk, tmp_path: Path) -> None:
    with pytest.raises(_Stop):
        make_package(office, FEW, tmp_path, _at(2, tmp_path, _stopped))
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_is_pulled_out_leaves_no_half_package(office: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="资料包没有做成：文件夹不存在"):
        make_package(office, FEW, tmp_path, _at(2, tmp_path, lambda folder: shutil.rmtree(folder)))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_package(office: Desk, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
        with pytest.raises(Refusal, match="没有做成：超过磁盘允许的大小。查空间"):
            make_package(office, FEW, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def _at(step: int, out: Path, do: Callable[[Path], object]) -> Callable[[int, int, str], None]:
    """Progress that does something to the folder being made at a step; until then nothing bears the final name."""

    def passing(done: int, whole: int, said: str) -> None:
        assert 0 <= done < whole
        assert said
        standing = list(out.iterdir())
        assert all(path.name.startswith(".") for path in standing)
        if done == step and standing:
            do(standing[0])

    return passing


def test_what_cannot_be_made_is_refused(office: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="按月做"):
        make_package(office, Wanted(quarter_period(2015, 2)), tmp_path)
    with pytest.raises(Refusal, match="2015年6月还没有到"):
        make_package(office, Wanted(month_period(2015, 6)), tmp_path)
    deep = tmp_path / ("深" * 60) / ("深" * 60) / ("深" * 60) / ("深" * 60)
    with pytest.raises(Refusal, match="路径太长"):
        make_package(office, FEW, deep)
    (tmp_path / "文件").write_text("", "utf-8")
    with pytest.raises(Refusal, match="资料包没有做成"):
        make_package(office, FEW, tmp_path / "文件")


def test_a_month_not_over_is_as_of_today(tmp_path: Path) -> None:
    with _office(tmp_path / "data", date(2015, 5, 20)) as desk:
        made = make_package(desk, FEW, tmp_path / "包")
    assert json.loads((made.folder / "清单.json").read_text("utf-8"))["as_of"] == "2015-05-20"


def test_what_is_written_meanwhile_is_in_none_of_its_papers(tmp_path: Path) -> None:
    with _office(tmp_path / "data") as desk:
        before = _head(desk)

        def write(_done: int, _whole: int, said: str) -> None:
            if said == "问题台账" and _head(desk) == before:
                issues.change(desk, 1, "录错", name="制作时改了的问题")

        made = make_package(desk, FEW, tmp_path / "包", write)
        assert _head(desk) != before
    told = json.loads((made.folder / "清单.json").read_text("utf-8"))
    assert (told["history"]["entries"], told["history"]["head"]) == before
    text = pdf_text((made.folder / "台账/01 问题台账.pdf").read_bytes()).replace("\r\n", "")
    assert "叶国栋讯问笔录漏签骑缝" in text
    assert "制作时改了的问题" not in text
    assert made.anchor in text


def test_an_inspector_makes_one_too(tmp_path: Path) -> None:
    """Not a byte of the data file is written."""
    at = DataFolder(tmp_path / "data")
    with _office(at.root) as desk:
        desk.store.set_inspector(INSPECTOR, cost=CHEAP)
    before = at.file.read_bytes()
    desk = open_desk(at, INSPECTOR, TurnedClock(date(2015, 5, 31)))
    try:
        assert desk.inspecting
        made = make_package(desk, FEW, tmp_path / "包")
    finally:
        desk.store.close()
    assert package_told(made.folder)
    assert at.file.read_bytes() == before
