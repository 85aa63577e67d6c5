"""Titles broken by meaning (标题回行): words whole, lines in the shape of a trapezoid or a lozenge, none left over.

GB/T 9704-2012 7.3.1: a title of several lines keeps its words whole, is symmetrical and of proper length, and stands
as a trapezoid or a lozenge. The fewest lines that hold it are taken, and of their breaks the one that costs least.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, combinations, pairwise

from desktop_app.reports.fonts import Face, FontCase
from desktop_app.reports.linebreak import CLOSE, OPEN, run_at, wrap
from desktop_app.reports.phrases import LONGEST, WORDS, Lexicon
from desktop_app.reports.pieces import SetText
from desktop_app.reports.styles import Align, Style

MOST_TOKENS = 48
"""A title of more pieces is broken line by line, without weighing every break."""
MOST_LINES = 4
SMALLER = (1.0, 18 / 22, 15.75 / 22)
"""Parts of its size a title is set in, the largest that needs no more than ``MOST_LINES`` lines."""
LEAST = 4.0
"""Characters a line of a title has at least, where another break can give them."""
_TAIL = (
    "(?:(?:工作)?(?:情况|结果|进展|方案|意见)?的"
    "(?:通报|报告|通知|函|复函|意见|决定|请示|批复|纪要|总结|说明|公告|方案|小结|简报)|更正通报|工作方案|工作总结)"
)
_KEPT = re.compile(
    r"(?:(?![的和与及对向于发送为在])[\u4e00-\u9fff]){2,7}?(?:省|市|州|县|区|旗)人民检察院"
    rf"|{_TAIL}(?=$|（|》)"
    r"|〔\d{2,4}〕第?\d*号?"
    r"|《[^《》]{1,10}》"
    r"|\d{4}年(?:\d{1,2}月份?(?:\d{1,2}日)?|第[一二三四]季度|上半年|下半年|度)?"
    r"|第?[一二三四五六七八九十\d]{1,3}[期次批号季]度?"
    r"|（[^（）]{1,8}）"
)
_SAID = """
案件质量 质量 评查 抽查 督查 习惯性 执法 素能 素质 考查 考试 成绩 进展 进展情况 有关
相关 最佳 最差 季度 月份 年度 上半年 下半年 归档 归档月 专项 专项整治 专项检查 整治 活动
规范 规范化 司法行为 司法 行为 涉案 财物 涉案财物 管理 检查 通报 报告 对照检查 动员部署
整改落实 总结验收 阶段 第一 第二 第三 第四 加强 进一步 做好 组织 深入 贯彻 实施 推进
切实 存在 问题 突出 违法 违规 办案 安全 文书 质效 检察 检察机关 检察院 人民检察院 人民
关于 规范司法行为 专项整治工作 领导小组办公室 最佳最差 执法素能 检察人员 同步录音录像 录音录像 职务犯罪 嫌疑人
案件质量评查 干警 队伍 建设 教育 培训 学习 情况 结果 工作 小结 总结 习惯性执法 执法素能考查 职务犯罪嫌疑人
先进集体 先进个人 不立不破 久侦不结 制度 工作制度 管理制度 实施办法 暂行办法 管理办法 管理规定 若干规定
实施方案 以来 期间
"""
_WORDS = Lexicon(_SAID.split())
_BEFORE_BAD = "和与及或暨在对为向从以将把被让由并"
_AFTER_BAD = frozenset((*"和与及或暨在对为向以将被由并", "关于", "进一步"))
_CAMPAIGN = "规范司法行为", "专项"
"""The two halves of the campaign's name, longer than a line of words but one name."""
_CLING = ("的", "了", "等", "性", "化", "率")
_BEHIND = frozenset(("中", "内", "以来", "期间"))
"""Words of their own that belong to what stands before them: 检查中|发现的, 7月1日以来|办结."""


def title_text(text: str, width: float, style: Style, fonts: FontCase) -> SetText:
    """A title centred in ``width`` points, in as few lines as hold it.

    One of more than ``MOST_LINES`` lines is set smaller, so that the first page still shows text.
    """
    face = fonts.face(style.font)
    for share in SMALLER:
        size = style.size * share
        smaller = Style(style.font, size, style.leading * share)
        lines = title_lines(text, width * 1000 / size, face)
        if len(lines) <= MOST_LINES:
            break
    made = [wrap(line, width, face, size, company=True)[0] for line in lines]
    return SetText(tuple(made), smaller, Align.CENTRE, width)


@lru_cache(256)
def title_lines(text: str, measure: float, face: Face) -> tuple[str, ...]:
    """A title in lines of at most ``measure`` thousandths of its size; newlines typed into it are kept."""
    return tuple(line for part in text.splitlines() or [""] for line in _lines(part, measure, face))


def _lines(text: str, measure: float, face: Face) -> Sequence[str]:
    def wide(words: Sequence[str]) -> float:
        return face.width("".join(words).rstrip(" "), 1000)

    if wide((text,)) <= measure:
        return (text,)
    tokens = list(_tokens(text))
    fewest = max(2, -(-int(wide((text,))) // int(measure)))
    if len(tokens) > MOST_TOKENS or fewest > MOST_LINES:
        return _plain(text, measure, face)
    ends = [0.0, *accumulate(face.width(token, 1000) for token in tokens)]
    for count in (fewest, fewest + 1)[: MOST_LINES + 1 - fewest]:
        tried = (
            (_cost(tokens, cuts, widths), cuts)
            for cuts in combinations(range(1, len(tokens)), count - 1)
            if max(widths := [ends[b] - ends[a] for a, b in pairwise((0, *cuts, len(tokens)))]) <= measure
        )
        if best := min(tried, default=None):
            return tuple("".join(tokens[a:b]) for a, b in pairwise((0, *best[1], len(tokens))))
    return _plain(text, measure, face)


def _plain(text: str, measure: float, face: Face) -> Sequence[str]:
    """Lines filled one after the other, for a title nobody would write."""
    return [line.text for line in wrap(text, measure, face, 1000, company=True, words=True, squeeze=False)]


def _cost(tokens: Sequence[str], cuts: Sequence[int], widths: Sequence[float]) -> float:
    """How bad a way of breaking is: torn words first, then lines of unlike length, then the wrong shape."""
    ems = [width / 1000 for width in widths]
    mean = sum(ems) / len(ems)
    uneven = sum(abs(em - mean) for em in ems) / len(ems)
    short = sum(max(0.0, LEAST - em) * 4 for em in ems)
    return uneven * 0.9 + short + _shape(ems) + sum(_torn(tokens[cut - 1], tokens[cut]) for cut in cuts)


def _shape(ems: Sequence[float]) -> float:
    """A rectangle and an hourglass are no shape for a title."""
    if len(ems) == 2:
        return 1.5 if abs(ems[0] - ems[1]) < 0.9 else 0.0
    waist = any(before > here < after for before, here, after in zip(ems, ems[1:], ems[2:], strict=False))
    return 3.0 * waist + (1.5 if max(ems) - min(ems) < 0.9 else 0.0)


def _torn(before: str, after: str) -> float:
    """What a break between two pieces costs: 0 where the sense pauses, much inside what may be a word."""
    if after.startswith("关于"):
        return -4.0
    if before in _AFTER_BAD or (before.endswith(_CAMPAIGN[0]) and after.startswith(_CAMPAIGN[1])):
        return 6.0
    if after[0] in _BEFORE_BAD or before[-1] in "的、，》）":
        return -0.5
    known = (len(before) > 1) + (len(after) > 1)
    return (4.0, 2.0, 0.6)[known]


def _tokens(text: str) -> Iterator[str]:
    """A title in pieces that are never parted."""
    out: list[str] = []
    at = 0
    for found in _KEPT.finditer(text):
        begins = _begins(text, at, found.start()) if found[0].endswith("人民检察院") else found.start()
        out += _words(text[at:begins])
        out.append(text[begins : found.end()])
        at = found.end()
    out += _words(text[at:])
    yield from _clung(out)


def _begins(text: str, at: int, begins: int) -> int:
    """Where an organ's name begins that seemed to reach into a known word: behind that word and known ones after it."""
    torn = False
    for piece in _words(text[at:]):
        if at >= begins and not (torn and len(piece) > 1):
            return begins if not torn else at
        torn |= at < begins < at + len(piece)
        at += len(piece)
    return begins


def _words(text: str) -> Iterator[str]:
    """Known words, the longest first; numbers and Latin whole; else single characters."""
    at = 0
    while at < len(text):
        word = max((lexicon.at(text, at, LONGEST) for lexicon in (WORDS, _WORDS)), key=len)
        piece = word or run_at(text, at) or text[at]
        yield piece
        at += len(piece)


def _clung(tokens: Sequence[str]) -> Iterator[str]:
    """的 and closing marks stay with what they follow, 关于 and opening marks with what follows them."""
    held = ""
    for token in tokens:
        behind = token in _BEHIND or token[0] + token[-1] == "（）"
        clings = behind or token[0] in CLOSE or token.startswith(_CLING)
        if held and not clings and held != "关于" and held[-1] not in OPEN:
            yield held
            held = ""
        held += token
    if held:
        yield held
