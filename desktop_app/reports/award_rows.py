"""A choice of the best dossiers (优秀案卷评选) as its papers read it: which is asked for, marks in words."""

from desktop_app.models.dossiers import AwardItem, DossierAward
from desktop_app.registers import reading
from desktop_app.registers.awards import AWARDS
from desktop_app.reports.blocks import Cell
from desktop_app.reports.request import Request
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import AwardState, TieRule
from desktop_app.services.award_sheets import AwardLine, AwardSheet, Judge, sheet
from desktop_app.services.facts import Facts, Row
from desktop_app.store.snapshot import IdIn
from desktop_app.system.errors import Refusal

BARRED = "回避"
"""Stands over the hatching of a dossier its judge must not score."""
AWARD = DossierAward.__tablename__


def award_asked(request: Request, facts: Facts) -> AwardSheet:
    """The choice named by ``record`` (number or name), the newest when none is named. Refuses when there is none."""
    wanted = request.record.strip()
    rows = sorted(facts.live(AWARD), key=lambda row: int(row["id"]))
    found = [row for row in rows if wanted.upper() in ("", row["number"]) or wanted == row["name"]]
    if not found:
        said = f"没有优秀案卷评选“{wanted}”。写评选编号或名称" if wanted else "还没有优秀案卷评选。新增后再印"
        raise Refusal(said, "record")
    given = sheet(facts, int(found[-1]["id"]))
    if not given.lines:
        raise Refusal(f"{given.award['name']}还没有参评案卷。提名后再印", "record")
    return given


def titled(given: AwardSheet, what: str) -> str:
    """A paper's title behind the name of the choice; 评选 is not said twice."""
    name = str(given.award["name"]).strip()
    return f"{name.removesuffix('评选') if what.startswith('评选') else name}{what}"


def items_of(facts: Facts, award_id: int) -> list[Row]:
    """The items of the judges' sheet with their points, in their order."""
    line = reading.all_lines(facts, AWARDS, (), (IdIn((award_id,)),))
    rows: list[Row] = line[0].values[AwardItem.__tablename__] if line else []
    return rows


def approved(given: AwardSheet) -> bool:
    return bool(given.award["state"] == AwardState.APPROVED)


def mean_words(line: AwardLine) -> str:
    """The mean with two decimals, empty while there is none."""
    return "" if line.averaged.mean is None else str(line.averaged.mean)


def judged(given: AwardSheet, line: AwardLine, judge: Judge, left: list[int]) -> Cell:
    """A judge's mark: struck when it is left out (one of ``left``, taken from it) or a slip, hatched when barred."""
    mark = line.points.get(judge.id)
    if mark is None:
        why = given.barred(line, judge)
        return Cell(BARRED if why else "", hatched=bool(why))
    if out := mark in left:
        left.remove(mark)
    return Cell(points(mark), struck=out or not 0 <= mark <= given.full)


def how_averaged(given: AwardSheet) -> str:
    """How marks come to one, and what is asked of judges."""
    trimmed = f"有{given.least + 2}名以上评委评分的，去掉一个最高分和一个最低分；" if given.award.get("trimmed") else ""
    barred = "评委不评本部门和本人承办的案卷；" if given.award.get("own_barred", True) else "评委不评本人承办的案卷；"
    return f"{barred}每卷至少{given.least}名评委评分；{trimmed}平均分保留两位小数，按四舍六入五成双修约。"


def tie_words(given: AwardSheet) -> str:
    """The tie rule as it was set, and how ranks go on."""
    how = "1、2、2、4" if given.award["ties"] == TieRule.SKIP else "1、2、2、3"
    said = str(given.award.get("tie_rule") or given.award["ties"]).strip().rstrip("。")
    return f"同分处理：{said}（名次如{how}）。"
