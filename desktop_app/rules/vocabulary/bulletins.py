"""Words of bulletins and official papers (通报简报、公文)."""

from enum import StrEnum


class BulletinKind(StrEnum):
    """What a bulletin is about (通报种类)."""

    REVIEWS = "案件质量评查通报"
    HABITS = "督查通报"
    EXAMS = "考试成绩通报"
    DOSSIERS = "归档检查通报"
    PROPERTY = "涉案财物检查通报"
    DOCUMENTS = "落实情况通报"
    ACCOUNTABILITY = "责任追究通报"
    PROGRESS = "整改进展通报"
    BEST_WORST = "最佳最差案件评选"
    BRIEFING = "工作简报"
    PHASE = "阶段小结"
    SUMMARY = "总结"
    OTHER = "其他"


class PaperFormat(StrEnum):
    """Form of an official paper (公文格式), GB/T 9704-2012 chapters 7 to 10; 简报 and 内部 by practice."""

    DOWNWARD = "文件"
    UPWARD = "上行文"
    LETTER = "信函"
    MINUTES = "纪要"
    BRIEFING = "简报"
    PLAIN = "内部"


class Naming(StrEnum):
    """How people are named on a paper (具名方式)."""

    NAMED = "具名"
    CODED = "部门加某"
    DEPARTMENT = "只到部门"


class Sealing(StrEnum):
    """What stands under a paper (落款): a seal, a name alone, a signature stamp."""

    SEAL = "盖章"
    BARE = "不盖章"
    STAMP = "签名章"


class RuleCentre(StrEnum):
    """What the red rules of a letter are centred on (信函红线居中); the standard can be read either way."""

    TYPE_AREA = "版心"
    SHEET = "纸面"


class Secrecy(StrEnum):
    """Degree of secrecy (密级)."""

    SECRET = "秘密"
    CONFIDENTIAL = "机密"
    TOP = "绝密"


class Urgency(StrEnum):
    """Degree of urgency (紧急程度)."""

    AT_ONCE = "特急"
    SOON = "加急"


class BulletinState(StrEnum):
    """Where a bulletin stands on its way to the printer (办文环节)."""

    DRAFT = "起草"
    SUBMITTED = "送审"
    SIGNED = "已签发"
    ISSUED = "已印发"
    DROPPED = "不发"


class LineKind(StrEnum):
    """What a paragraph of a bulletin is (段落类别): text, headings 一、（一）1.（1）, a table, the head of an annex."""

    TEXT = "正文"
    FIRST = "一级标题"
    SECOND = "二级标题"
    THIRD = "三级标题"
    FOURTH = "四级标题"
    TABLE = "表格"
    ANNEX = "附件"


class CopyKind(StrEnum):
    """What was kept of a bulletin when it was issued (存档件): a paper, the internal copy, the text, the data."""

    PAPER = "印发稿"
    INTERNAL = "内部留存稿"
    WORDS = "文字稿"
    DATA = "数据"


class DocNumberState(StrEnum):
    """What became of a document number (文号状态)."""

    RESERVED = "预留"
    USED = "已用"
    VOID = "作废"
