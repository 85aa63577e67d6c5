"""A monthly bulletin of one page, from its words to the bytes of its PDF; nothing else is imported here."""

import io
from datetime import UTC, date, datetime

from desktop_app.reports.bulletin_paper import bulletin_document
from desktop_app.reports.pdf import render
from desktop_app.reports.styles import Footer, Meta
from desktop_app.rules.fair_copy import Line, Manuscript
from desktop_app.rules.vocabulary import BulletinKind, LineKind, Naming, PaperFormat, Sealing

META = Meta("清源县人民检察院", datetime(2015, 5, 6, tzinfo=UTC))
UNIT = "清源县人民检察院"
TEXTS = (
    ("", "4月，案件管理办公室随机抽取案件12件开展质量评查，覆盖5个业务部门。现将情况通报如下："),
    ("评查结果", "评定优质3件、合格7件、瑕疵2件，无不合格案件，平均得分84.7分，较3月提高1.9分。"),
)


def manuscript() -> Manuscript:
    """A monthly bulletin that fills one page."""
    lines: list[Line] = []
    for number, (head, text) in enumerate(TEXTS):
        if head:
            lines.append(Line(LineKind.FIRST, f"{'一二三'[number - 1]}、", head))
        lines.append(Line(LineKind.TEXT, "", text))
    return Manuscript(
        bulletin_id=1,
        kind=BulletinKind.REVIEWS,
        format=PaperFormat.DOWNWARD,
        naming=Naming.CODED,
        unit=UNIT,
        head=f"{UNIT}文件",
        title="关于2015年4月案件质量评查情况的通报",
        number="清检发〔2015〕18号",
        addressee="各科、室、局、队",
        lines=tuple(lines),
        signed_as=(UNIT,),
        sealing=Sealing.BARE,
        dated_on=date(2015, 5, 6),
        duplex=False,
    )


def made() -> bytes:
    """The bulletin as the program makes it."""
    out = io.BytesIO()
    render(bulletin_document(manuscript(), META, Footer()), out)
    return out.getvalue()
