"""What the first bulletin of a process costs, counted instead of timed: modules imported, font files read."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from desktop_app.system.paths import RESOURCES

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "sqlcipher3", "PySide6", "docx", "pypdfium2", "xlsxwriter", "pypinyin", "reportlab.graphics")
"""What a paper can do without: data, windows, other formats, square codes."""
HANDS = ("小标宋", "仿宋", "宋体 of its numbers", "黑体", "楷体 of the dashes beside the page number")
MADE = """
import io, json, sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and str(args[0]).endswith(".ttf") and opened.append(str(args[0])))
from datetime import date, datetime
from desktop_app.reports.bulletin_paper import bulletin_document
from desktop_app.reports.pdf import render
from desktop_app.reports.styles import Footer, Meta
from desktop_app.rules.fair_copy import Line, Manuscript
from desktop_app.rules.vocabulary import BulletinKind, LineKind, Naming, PaperFormat
unit = "清源县人民检察院"
lines = (Line(LineKind.TEXT, "", "4月，随机抽取案件12件。现将情况通报如下："), Line(LineKind.FIRST, "一、", "评查结果"))
m = Manuscript(
    1, BulletinKind.REVIEWS, PaperFormat.DOWNWARD, Naming.CODED, unit, unit + "文件", "关于案件评查情况的通报",
    "清检发〔2015〕18号", "各科室", lines, signed_as=(unit,), dated_on=date(2015, 5, 6),
)
for _ in range(3):
    out = io.BytesIO()
    render(bulletin_document(m, Meta(unit, datetime(2015, 5, 6)), Footer()), out)
print(json.dumps({"modules": list(sys.modules), "opened": opened, "size": len(out.getvalue())}))
"""


def told() -> dict[str, Any]:
    """What a fresh process says that made the same bulletin three times."""
    run = subprocess.run([sys.executable, "-c", MADE], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_a_bulletin_reads_the_fonts_it_uses_once_and_imports_no_data_window_or_other_format() -> None:
    spent = told()
    fonts = [Path(path).name for path in spent["opened"] if Path(path).parent == RESOURCES / "fonts"]
    assert len(fonts) == len(set(fonts)) <= len(HANDS)
    assert spent["size"] > 1000
    assert [name for name in HEAVY if name in spent["modules"]] == []
