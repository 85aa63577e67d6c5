"""Words a ragged line does not part (词不拆行): titles and cells break between them, as GB/T 9704-2012 7.3.1 asks.

Only what official papers of a procuratorate repeat; a word that is not here may still part anywhere. Departments are
whole names, all else is of two to four characters, so that no line is left with a hole of more than three.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

_DEPARTMENTS = """
办公室 政工科 政治处 监察科 监察室 侦查监督科 公诉科 反贪污贿赂局 反渎职侵权局 职务犯罪预防科 刑事执行检察局
刑事执行检察科 监所检察科 民事行政检察科 控告申诉检察科 案件管理办公室 案件管理中心 未成年人检察科 检察技术科
计划财务装备科 司法警察大队 院领导 党组 纪检组 检察科 检察局 检察室 管理办公室 预防科 装备科 技术科 贿赂局
侵权局 警察大队 反贪污 反渎职 职务犯罪 刑事执行 民事行政 控告申诉 案件管理 未成年人 计划财务 司法警察 侦查监督
监察委员会
"""
_OFFICE = """
领导小组 领导 小组 人民 检察 监督员 委员会 人大 电视 贿赂 渎职 侵权 检察院 检察长 副检察长 检委会 人大代表
政协委员 常委会 县委 市院 省院 组长 副组长 成员 主任 科长 局长 大队长 书记员 检察员 部门 条线 干警 全院 基层院
律师 当事人 工作方案 实施方案 专项 整治 司法行为 执法办案 办案标准 执法 办案 司法 诉讼 诉讼法 刑事 民事
行政 公诉 案件 案卷 卷宗 涉案财物 检察建议 纠正违法 违法 文书 通知书 法律文书 法律 规定 规则 规范 制度 机制
长效机制 标准 台账 清单 问题 意见 意见函 意见箱 线索 核查 回头看 一案双查 一岗双责 轮岗 考试 考核 考评 评查 评选
督查 督办 检查 自查 互查 验收 整改 销号 通报 汇报 报告 总结 总结报告 动员 动员大会 电话会议 座谈会 会议 会议记录
记录 会议室 签到表 时间表 路线图 分解表 任务 任务分解 成果 材料 资料 归档 汇编 编制 印发 制定 宣传 展板 监督电话
电话 指标 量化 管理 监督 公开 公布 征求 社会 各界 梳理 个性 共性 落实 建立 开展 召开 组织 收看 成立 设置 清理
取消 集中 学习 辅导 修改 专题 逐项 逐人 年轻 交叉 工作 工作制 阶段 部署 对照 时限 期限 日期 责任 措施 进度 情况
全面 盘点 全省 全国 全市 逾期 送达 回复 核查 未送达 待回复 已回复 未回复 已核查 未核查 回复率 落实率
"""


class Lexicon:
    """Words by their first character, the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        by_first: dict[str, set[str]] = defaultdict(set)
        for word in words:
            by_first[word[0]].add(word)
        self._words: Mapping[str, tuple[str, ...]] = {
            first: tuple(sorted(found, key=lambda word: (-len(word), word))) for first, found in by_first.items()
        }

    def at(self, text: str, place: int, longest: int) -> str:
        """The longest word of at most ``longest`` characters that begins at ``place``, empty if none does."""
        for word in self._words.get(text[place], ()):
            if len(word) <= longest and text.startswith(word, place):
                return word
        return ""

    def join(self, tokens: Iterator[str], text: str, longest: int) -> Iterator[str]:
        """The tokens of ``text`` with the single characters of each word put together; of a longer token that begins
        within a word, what stands behind the word remains.
        """
        at, end = 0, 0
        for token in tokens:
            if at >= end:
                word = self.at(text, at, longest) if len(token) == 1 else ""
                yield word or token
                end = at + len(word or token)
            elif at + len(token) > end:
                yield text[end : at + len(token)]
                end = at + len(token)
            at += len(token)


LONGEST = 8
WORDS = Lexicon((_DEPARTMENTS + _OFFICE).split())
