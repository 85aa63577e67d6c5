"""Help pages (帮助): the keys of everything, what a screen is for, about the program."""

from collections.abc import Iterator
from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop_app.views import text
from desktop_app.views.commands import MENUS, Command
from desktop_app.views.controls import PRIMARY
from desktop_app.views.dialogs import Dialog
from desktop_app.views.theme import T, px

MORE_KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "走动",
        (
            ("Ctrl+1…9、0", "换台账页"),
            ("Ctrl+Tab / Ctrl+Shift+Tab", "本页下一个、上一个视图"),
            ("F6", "工具栏 → 表 → 详情"),
            ("↑ ↓ PgUp PgDn Home End", "在表里移动"),
            ("Enter", "打开记录，光标到详情第一项"),
            ("Esc", "回到表 · 清筛选 · 取消"),
            ("Alt+← / Alt+→", "上一条、下一条打开过的记录"),
        ),
    ),
    (
        "录入",
        (
            ("Enter", "下一项"),
            ("Ctrl+Enter", "保存；没有改动时走下一步骤"),
            ("Ctrl+Shift+Enter", "保存并新增"),
            ("Ctrl+D / Ctrl+Shift+D", "同上一条 / 全部同上"),
            ("+30、515、5.15、今", "日期的简写"),
            ("姓名首字母", "如 wmy 找王敏瑶"),
            ("Space", "勾选"),
            ("Alt+A", "添加一行"),
            ("Alt+↓", "打开下拉"),
        ),
    ),
    (
        "矩阵与轮岗",
        (
            ("Tab / F6", "矩阵 → 轮岗图"),
            ("Alt+W", "今天 / 8 周"),
            ("← →", "轮岗图移动一月；8 周里换一周"),
            ("[ ] 或 PgUp PgDn", "轮岗图换年"),
            ("Enter", "打开岗位或轮岗"),
            ("Space", "轮岗履历：去过哪些部门"),
            ("Alt+M", "谁代岗"),
        ),
    ),
    (
        "库位与保管链",
        (
            ("← →", "库位收起、展开；保管链上一笔、下一笔"),
            ("Enter / F6", "从库位到财物；再按 Enter 打开"),
            ("Space / Shift+↓ / Ctrl+A", "勾选；保管链上看全部各笔"),
            ("Alt+J / Ctrl+L", "勾选的一起交接 / 打印标签"),
            ("+ -", "保管链按年、月、周"),
            ("直接打字", "按名称、编号、案件或首字母筛选"),
        ),
    ),
    (
        "盘点录入",
        (
            ("17 0 · 17 2 · 17 B1-02", "盲盘表第17行：缺失 · 实盘2 · 在别处"),
            ("扫库位、扫物品标签", "从这格起逐件记；扫重了不重复计"),
            ("Space / Del / Backspace", "光标行相符 / 缺失 / 改回未盘"),
            ("Ctrl+G", "其余相符"),
            ("Alt+B / Ctrl+B", "这条差异转问题 / 差异全转"),
            ("Ctrl+PgUp / Ctrl+PgDn", "换分组"),
        ),
    ),
    (
        "月结",
        (
            ("Ctrl+Shift+M", "各台账各月结账情况"),
            ("← → ↑ ↓ / Enter", "选月份 / 结账，已结账的反结账"),
        ),
    ),
    (
        "统计表",
        (
            ("F11", "打开；搜索框里找到统计表也从这里开"),
            ("词或首字母、↑ ↓ / Enter", "选表 / 到期间，再到表"),
            ("Enter", "在表里打开这个数的记录"),
            ("Alt+B / Alt+R / Alt+C / Alt+Z", "换对象、行、列、指标"),
            ("Ctrl+P / Ctrl+E / Ctrl+S", "打印 / 导出 / 另存"),
        ),
    ),
    (
        "通报正文",
        (
            ("F2", "看这个数字的来源；再按打开记录。表格上改各格"),
            ("Ctrl+I", "插入数字"),
            ("Alt+L", "插入人员"),
            ("F3 / Shift+F3", "插入常用语 / 选中的存为常用语"),
            ("Ctrl+T", "插入表格"),
            ("Alt+1…4 / Alt+5 / Alt+0", "一级到四级标题 / 附件 / 正文"),
            ("Alt+↑ / Alt+↓", "本段或本节上移、下移"),
            ("Ctrl+Z / Ctrl+Y", "撤销、重做正文的改动"),
            ("F5", "重取数字，先看新旧再替换"),
            ("F9", "刷新预览"),
            ("F6", "提纲 → 正文 → 预览 → 核对 → 工具栏"),
            ("Alt+G", "公文要素：格式、密级、抄送、印章"),
            ("Ctrl+S", "保存"),
            ("Ctrl+Enter", "保存；没有改动时送审、签发、印发"),
            ("Ctrl+P / Ctrl+E", "打印 / 存 PDF、Word"),
        ),
    ),
)

ABOUT_TAB = {
    "overview": "承诺核查、到期事项和本月节奏。每个数都能打开背后的记录。",
    "plan": "方案、阶段、任务、领导小组、会议学习、办案标准。甘特图上红框是逾期，蓝线是今天。",
    "posts": "岗位的A岗、B岗，离岗和代岗，青年干警轮岗。红色是空岗；轮岗图虚框是计划，浅色是原部门，蓝线是今天。",
    "seizures": "扣押的每一件：从哪来、在哪、谁经手、怎么走的。交接 Alt+J，状态由流水算出；成批粘贴，盘点 Alt+M。",
    "inspections": "督查发现的问题要通报；监督文书回复不算办结，核查才算；责任清单按季看履责；一案双查要再输口令。",
    "bulletins": "通报、简报、小结、总结从台账起草，每个数字能打开记录；送审、签发、印发后定稿，有误发更正通报。",
    "basics": "部门、干警、亲属关系、字典、期限规则、节假日、编号系列。别的台账都从这里取名称和期限。",
}

_HEAD = (
    f"<style>h2{{font-size:16px;margin:12px 0 6px 0;color:{T.ink}}}"
    f"td{{padding:4px 16px 4px 0;color:{T.ink}}}td.k{{color:{T.blue7};font-weight:600}}p{{color:{T.ink}}}</style>"
)


class HelpPage(Dialog):
    """A page of help; links lead nowhere outside."""

    def __init__(self, parent: QWidget | None, title: str, body: str) -> None:
        super().__init__(parent, title, 640)
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setHtml(_HEAD + body)
        self.page.setMinimumHeight(px(440))
        self.page.setAccessibleName(title)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.page)
        known = self.add_button("关闭", "Esc", self.reject, PRIMARY)
        known.setDefault(True)


def key_table() -> str:
    """Every command with a key, by menu, then the keys inside screens."""
    menus = ((bare(title), _of_menu(entries)) for title, entries in MENUS)
    return "".join(_section(title, list(rows)) for title, rows in [*menus, *MORE_KEYS])


def _of_menu(entries: object) -> Iterator[tuple[str, str]]:
    assert isinstance(entries, tuple)
    return ((entry.key, entry.text) for entry in entries if isinstance(entry, Command) and entry.key)


def bare(title: str) -> str:
    return title.split("(")[0]


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td class=k>{escape(key)}</td><td>{escape(said)}</td></tr>" for key, said in rows)
    return f"<h2>{escape(title)}</h2><table>{cells}</table>" if rows else ""


def show_keys(parent: QWidget | None) -> None:
    """快捷键一览."""
    HelpPage(parent, "快捷键一览", key_table()).exec()


def show_help(parent: QWidget | None, tab: str) -> None:
    """What the present tab is for, then the keys used most."""
    about = escape(ABOUT_TAB.get(tab, "本页的台账。"))
    keys = "".join(_section(title, list(rows)) for title, rows in MORE_KEYS)
    name = text.TAB_NAMES.get(tab, "")
    HelpPage(parent, f"帮助 — {name}", f"<h2>{escape(name)}</h2><p>{about}</p>{keys}").exec()


def show_about(parent: QWidget | None, folder: str) -> None:
    """关于规整台."""
    said = (
        f"<h2>{text.SHORT}　{text.VERSION}</h2><p>{text.NAME}</p>"
        "<p>单机使用，不连网络。数据整个加密，每天自动备份并核验。本机须为非涉密计算机，不得录入国家秘密。</p>"
        f"<p>数据目录：{escape(folder)}</p>"
    )
    HelpPage(parent, "关于规整台", said).exec()


UNLOCK_HELP = (
    "<h2>解锁</h2><p>输入口令后按 Enter。连错 5 次锁 10 分钟，之后加倍。</p>"
    "<p>忘记口令：用封存的恢复码重设（Alt+R）。恢复码用过一次即换新，要重新打印封存。</p>"
    "<p>口令和恢复码都没有，数据无法打开，也没有后门。</p>"
)
WIZARD_HELP = (
    "<h2>首次启动</h2><p>新建：填单位、方案、口令三页，约五分钟。</p>"
    "<p>从 Excel 导入：建库后直接选旧台账，先核对、后入库，可整批撤销。</p>"
    "<p>打开示例：虚构的清源县，改坏了也不要紧，关掉就没有了。</p>"
    "<p>从备份恢复：换了电脑或数据损坏时，选备份文件（.gzt），用当时的口令或恢复码打开。</p>"
)


def show_front_help(parent: QWidget | None, unlocking: bool) -> None:
    """Help before a file is open."""
    HelpPage(parent, "帮助", UNLOCK_HELP if unlocking else WIZARD_HELP).exec()
