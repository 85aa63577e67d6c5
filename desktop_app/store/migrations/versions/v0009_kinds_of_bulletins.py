"""Bulletins on supervision documents (落实情况通报) and on accountability (责任追究通报)."""

from desktop_app.store.migrations.pieces import widen_word

revision = "0009"
down_revision = "0008"

KINDS = (
    "案件质量评查通报 督查通报 考试成绩通报 归档检查通报 涉案财物检查通报 落实情况通报 责任追究通报 整改进展通报"
    " 最佳最差案件评选 工作简报 阶段小结 总结 其他"
)


def upgrade() -> None:
    widen_word("bulletin", "bulletinkind", KINDS)
