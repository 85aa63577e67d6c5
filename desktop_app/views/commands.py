"""Every command of the menus, with the key printed beside it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One menu entry. ``bound`` keys are answered by the window itself; the others by the screen that has them.

    ``code`` is looked up first among the window's own deeds, then among those of the screen shown.
    """

    code: str
    text: str
    key: str = ""
    bound: bool = False


@dataclass(frozen=True)
class Choice:
    """A submenu of exclusive choices: ``options`` of (value, text)."""

    code: str
    text: str
    options: tuple[tuple[int, str], ...]


Entry = Command | Choice | None
"""None is a separator."""

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "文件(&F)",
        (
            Command("import", "从 Excel 导入…", "Ctrl+Shift+I", True),
            Command("export", "导出本页为 Excel…", "Ctrl+E"),
            Command("package", "月度资料包…"),
            None,
            Command("backup", "立即备份", "Ctrl+Shift+B", True),
            Command("backup_place", "第二备份位置…"),
            Command("restore_backup", "从备份恢复…"),
            None,
            Command("lock", "锁定", "F12", True),
            Command("quit", "退出", "Alt+F4"),
        ),
    ),
    (
        "编辑(&E)",
        (
            Command("undo", "撤销", "Ctrl+Z", True),
            Command("redo", "重做", "Ctrl+Y", True),
            None,
            Command("copy", "复制选中行", "Ctrl+C"),
            Command("paste", "粘贴", "Ctrl+V"),
            Command("ditto", "同上一条", "Ctrl+D"),
            Command("ditto_all", "全部同上", "Ctrl+Shift+D"),
            None,
            Command("find", "筛选本页", "Ctrl+F"),
            Command("search", "搜索全部台账", "Ctrl+K", True),
            None,
            Choice("scale", "字号", ((90, "小 90%"), (100, "标准 100%"), (115, "大 115%"), (130, "特大 130%"))),
        ),
    ),
    (
        "记录(&R)",
        (
            Command("new", "新增", "Ctrl+N"),
            Command("brief", "生成工作简报…", "Ctrl+G"),
            Command("open", "打开", "Enter"),
            Command("save", "保存", "Ctrl+S"),
            Command("save_new", "保存并新增", "Ctrl+Shift+Enter"),
            None,
            Command("step", "下一步骤", "Ctrl+Enter"),
            Command("step_back", "退回上一步…"),
            Command("elements", "公文要素…"),
            Command("correct", "发更正通报…"),
            Command("delete", "删除…", "Delete"),
            Command("restore", "恢复已删除"),
            Command("change_many", "批量修改…"),
            None,
            Command("attachments", "附件", "Alt+D"),
            Command("history", "变更历史", "Alt+G"),
            Command("tie", "关联到问题、通报、双查…", "Ctrl+Shift+L"),
            Command("archive", "人员、案件档案…", "Ctrl+J", True),
            Command("as_of", "截至某日…", "Ctrl+H", True),
            Command("panel", "显示或收起详情", "F4"),
            Command("back", "上一条打开的记录", "Alt+Left"),
            Command("forward", "下一条打开的记录", "Alt+Right"),
            Command("refresh", "重取", "F5"),
        ),
    ),
    (
        "打印(&P)",
        (
            Command("print", "打印本页…", "Ctrl+P"),
            Command("print_record", "打印本条记录…"),
            Command("papers", "全部打印件…", "Ctrl+Shift+P", True),
            None,
            Command("tables", "统计表…", "F11", True),
        ),
    ),
    (
        "工具(&T)",
        (
            Command("recycled", "回收站…", "Ctrl+Shift+Delete", True),
            Command("month_close", "月结…", "Ctrl+Shift+M", True),
            Command("verify", "核验数据文件"),
            Command("password", "改口令…"),
            Command("inspector", "督查口令…"),
            Command("new_recovery", "换恢复码…"),
            None,
            Choice(
                "idle", "闲置多久锁定", ((1, "1 分钟"), (3, "3 分钟"), (5, "5 分钟"), (10, "10 分钟"), (15, "15 分钟"))
            ),
            Choice("sensitive", "敏感台账不用多久再锁", ((1, "1 分钟"), (3, "3 分钟"), (5, "5 分钟"), (10, "10 分钟"))),
            Command("folder", "打开数据目录"),
        ),
    ),
    (
        "帮助(&H)",
        (
            Command("help", "本页帮助", "F1", True),
            Command("keys", "快捷键一览", "Shift+F1", True),
            Command("about", "关于规整台"),
        ),
    ),
)
