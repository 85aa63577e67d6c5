"""Every paper by id (纸面目录): what the command line and the print menu offer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from desktop_app.registers.catalogue import REGISTERS
from desktop_app.reports import (
    archive_papers,
    award_papers,
    award_result,
    bulletin_request,
    card_papers,
    case_ledger,
    contest_papers,
    custody_history,
    document_papers,
    dossier_form,
    dossier_return,
    dossier_statistics,
    draw_papers,
    duty_papers,
    exam_analysis,
    exam_cards,
    exam_marks,
    exam_results,
    exam_retake,
    exam_seats,
    exam_sign_in,
    freeze_papers,
    hand_over_list,
    inquiry_papers,
    internal_paper,
    issue_forms,
    issue_letters,
    issue_papers,
    issue_statistics,
    labels,
    loan_urging,
    money_papers,
    officer_learning,
    officer_map,
    overview_paper,
    pdf,
    plan_papers,
    post_papers,
    review_feedback,
    review_form,
    review_ledger,
    review_opinion,
    review_plan,
    review_route,
    roadmap_papers,
    rotation_appraisal,
    rotation_chart,
    rotation_due,
    rotation_list,
    saved_table,
    seizure_papers,
    special_check,
    stock_ledger,
    stocktake_papers,
    training_papers,
)
from desktop_app.reports.blocks import Document
from desktop_app.reports.kept_papers import PDF, Kept, kept_internal, kept_paper
from desktop_app.reports.ledgers import register_ledger
from desktop_app.reports.request import Request
from desktop_app.services.desk import SHUT
from desktop_app.system.errors import Refusal
from desktop_app.system.files import written_whole


@dataclass(frozen=True)
class PaperKind:
    """A paper that can be asked for: its id, Chinese title, register it belongs to ("" for 总览), and its maker.

    ``kept`` answers the frozen copy of a paper already issued (存档件), for a file of that ending; None while there is
    none. What is kept is never made again.
    """

    id: str
    title: str
    kind: str
    make: Callable[[Request], Document]
    kept: Callable[[Request, str], Kept | None] | None = None

    def frozen(self, request: Request, ending: str = PDF) -> Kept | None:
        """The frozen copy of what is asked for, if it was issued."""
        return self.kept(request, ending) if self.kept is not None else None


OWN = (
    PaperKind("overview", overview_paper.TITLE, "", overview_paper.overview_paper),
    PaperKind("task_table", "任务分解表", "task", plan_papers.task_table),
    PaperKind("roadmap", "路线图", "task", roadmap_papers.roadmap_paper),
    PaperKind("roadmap_poster", "路线图（上墙）", "task", roadmap_papers.poster_paper),
    PaperKind("leading_group", "领导小组名单", "group_member", plan_papers.leading_group),
    PaperKind("sign_in", "签到表", "meeting", plan_papers.sign_in),
    PaperKind("issues_common", "共性问题清单", "issue", issue_papers.common_issues),
    PaperKind("issues_individual", "个性问题清单", "issue", issue_papers.individual_issues),
    PaperKind("issues_ledger", "整改台账", "issue", issue_papers.issue_ledger),
    PaperKind("issue_application", "销号申请审批表", "issue", issue_forms.application),
    PaperKind("issue_notice", "整改通知书", "issue", issue_letters.notice),
    PaperKind("issue_urge", "督办单", "issue", issue_letters.urge),
    PaperKind("bulletin", bulletin_request.TITLE, "bulletin", bulletin_request.bulletin, kept_paper),
    PaperKind("bulletin_internal", f"通报{internal_paper.TITLE}", "bulletin", internal_paper.internal, kept_internal),
    PaperKind("bulletin_sources", f"通报{internal_paper.SOURCES_TITLE}", "bulletin", internal_paper.sources_appendix),
    PaperKind("draw_pool", "候选名单", "review_round", draw_papers.draw_pool),
    PaperKind("draw_list", "抽取名单", "review_round", draw_papers.draw_list),
    PaperKind("review_plan", "评查方案", "review_round", review_plan.review_plan),
    PaperKind("review_ledger", "评查登记表", "review_round", review_ledger.review_ledger),
    PaperKind("review_blank", "案件质量评查表（空白）", "case_review", review_form.review_blank),
    PaperKind("review_form", "案件质量评查表", "case_review", review_form.review_form),
    PaperKind("review_opinion", "评查意见书", "case_review", review_opinion.review_opinion),
    PaperKind("review_feedback", "评查反馈意见表", "case_review", review_feedback.review_feedback),
    PaperKind("review_route", "评查流转单", "case_review", review_route.review_route),
    PaperKind("cards", card_papers.CARDS_TITLE, "card_set", card_papers.cards),
    PaperKind("card_register", "发放回收登记表", "card_set", card_papers.card_register),
    PaperKind("contest_votes", contest_papers.VOTES_TITLE, "contest", contest_papers.contest_votes),
    PaperKind("contest_result", contest_papers.RESULT_TITLE, "contest", contest_papers.contest_result),
    PaperKind("exam_seats", exam_seats.TITLE, "exam", exam_seats.exam_seats),
    PaperKind(
        "exam_seats_posted",
        f"{exam_seats.TITLE}（张贴）",
        "exam",
        partial(exam_seats.exam_seats, view=exam_seats.CANDIDATE),
    ),
    PaperKind("exam_tickets", exam_cards.TICKETS_TITLE, "exam", exam_cards.exam_tickets),
    PaperKind("exam_desk_cards", f"考试{exam_cards.DESK_TITLE}", "exam", exam_cards.exam_desk_cards),
    PaperKind("exam_sign_in", exam_sign_in.TITLE, "exam", exam_sign_in.exam_sign_in),
    PaperKind("exam_marks", exam_marks.TITLE, "exam", exam_marks.exam_marks),
    PaperKind("exam_results", exam_results.TITLE, "exam", exam_results.exam_results),
    PaperKind(
        "exam_results_anonymous",
        f"{exam_results.TITLE}（匿名）",
        "exam",
        partial(exam_results.exam_results, names=exam_results.ANONYMOUS),
    ),
    PaperKind("exam_retake", exam_retake.TITLE, "exam", exam_retake.exam_retake),
    PaperKind("exam_analysis", exam_analysis.TITLE, "exam", exam_analysis.exam_analysis),
    PaperKind("training_sign_in", training_papers.SIGN_TITLE, "training", training_papers.training_sign_in),
    PaperKind("training_ledger", training_papers.LEDGER_TITLE, "training", training_papers.training_ledger),
    PaperKind("dossier_blank", f"{dossier_form.TITLE}（空白）", "dossier_check", dossier_form.dossier_blank),
    PaperKind("dossier_form", dossier_form.TITLE, "dossier_check", dossier_form.dossier_form),
    PaperKind("dossier_return", dossier_return.TITLE, "dossier_check", dossier_return.dossier_return),
    PaperKind("dossier_statistics", dossier_statistics.TITLE, "dossier_check", dossier_statistics.dossier_statistics),
    PaperKind("award_sheet", f"优秀案卷{award_papers.SHEET_TITLE}", "dossier_award", award_papers.award_sheet),
    PaperKind("award_scores", f"优秀案卷{award_papers.SCORES_TITLE}", "dossier_award", award_papers.award_scores),
    PaperKind("award_result", "优秀案卷评选结果", "dossier_award", award_result.award_result),
    PaperKind("person_dossier", archive_papers.PERSON_TITLE, "officer", archive_papers.person_dossier),
    PaperKind("case_dossier", archive_papers.CASE_TITLE, "case_file", archive_papers.case_dossier),
    PaperKind("officer_learning", officer_learning.TITLE, "officer", officer_learning.officer_learning),
    PaperKind("issue_statistics", "整改情况统计表", "issue", issue_statistics.statistics),
    PaperKind("post_table", post_papers.TABLE_TITLE, "post", post_papers.post_table),
    PaperKind("duty_roster", post_papers.ROSTER_TITLE, "post", post_papers.duty_roster),
    PaperKind("rotation_list", rotation_list.TITLE, "rotation", rotation_list.rotation_list),
    PaperKind("hand_over_list", hand_over_list.TITLE, "rotation", hand_over_list.hand_over_list),
    PaperKind("rotation_appraisal", rotation_appraisal.TITLE, "rotation", rotation_appraisal.rotation_appraisal),
    PaperKind("rotation_due", rotation_due.TITLE, "rotation", rotation_due.rotation_due),
    PaperKind("rotation_chart", rotation_chart.TITLE, "rotation", rotation_chart.rotation_chart),
    PaperKind("officer_map", officer_map.TITLE, "rotation", officer_map.officer_map),
    PaperKind("item_labels", labels.TITLE, "seized_item", labels.labels),
    PaperKind("label_calibration", labels.CALIBRATION_TITLE, "seized_item", labels.calibration),
    PaperKind("custody_history", custody_history.TITLE, "seized_item", custody_history.custody_history),
    PaperKind("case_ledger", case_ledger.TITLE, "seizure", case_ledger.case_ledger),
    PaperKind("stock_ledger", stock_ledger.TITLE, "seized_item", stock_ledger.stock_ledger),
    PaperKind("special_check", special_check.TITLE, "seizure", special_check.special_check),
    PaperKind("place_labels", labels.PLACES_TITLE, "storage_place", labels.place_labels),
    PaperKind("store_slip", seizure_papers.STORE.title, "custody_event", seizure_papers.store_slip),
    PaperKind("loan_slip", seizure_papers.LOAN.title, "custody_event", seizure_papers.loan_slip),
    PaperKind("return_slip", seizure_papers.RETURN.title, "custody_event", seizure_papers.return_slip),
    PaperKind("sending_list", seizure_papers.SENDING.title, "custody_event", seizure_papers.sending_list),
    PaperKind("release_list", seizure_papers.RELEASE.title, "custody_event", seizure_papers.release_list),
    PaperKind("stocktake_blind", stocktake_papers.BLIND_TITLE, "stocktake", stocktake_papers.stocktake_blind),
    PaperKind("stocktake_sheet", stocktake_papers.SHEET_TITLE, "stocktake", stocktake_papers.stocktake_sheet),
    PaperKind("stocktake_report", stocktake_papers.REPORT_TITLE, "stocktake", stocktake_papers.stocktake_report),
    PaperKind("keeper_handover", stocktake_papers.HANDOVER_TITLE, "stocktake", stocktake_papers.keeper_handover),
)
_TABLES = (PaperKind("saved_table", saved_table.TITLE, "saved_table", saved_table.saved_table),)
_MONEY_PAPERS = (
    PaperKind("loan_urging", loan_urging.TITLE, "custody_event", loan_urging.loan_urging),
    PaperKind("money_ledger", money_papers.TITLE, "money_entry", money_papers.money_ledger),
    PaperKind("freezes_due", freeze_papers.TITLE, "freeze", freeze_papers.freezes_due),
)
_SUPERVISION_PAPERS = (
    PaperKind("document_ledger", document_papers.LEDGER_TITLE, "supervision_document", document_papers.document_ledger),
    PaperKind("document_urging", document_papers.URGING_TITLE, "supervision_document", document_papers.document_urging),
    PaperKind("document_visit", document_papers.VISIT_TITLE, "supervision_document", document_papers.document_visit),
    PaperKind("duty_list", duty_papers.LIST_TITLE, "duty", duty_papers.duty_list),
    PaperKind("duty_letter", duty_papers.LETTER_TITLE, "duty", duty_papers.duty_letter),
    PaperKind("duty_deeds", duty_papers.DEEDS_TITLE, "duty", duty_papers.duty_deeds),
    PaperKind("inquiry_form", inquiry_papers.FORM_TITLE, "inquiry", inquiry_papers.inquiry_form),
    PaperKind("outcome_statistics", inquiry_papers.OUTCOMES_TITLE, "inquiry", inquiry_papers.outcome_statistics),
)
LEDGERS = tuple(
    PaperKind(
        f"ledger.{register.public}", f"{register.title}台账", register.kind, partial(register_ledger, register=register)
    )
    for register in REGISTERS
)
PAPERS: tuple[PaperKind, ...] = (*OWN, *_MONEY_PAPERS, *_SUPERVISION_PAPERS, *_TABLES, *LEDGERS)
BY_ID: dict[str, PaperKind] = {paper.id: paper for paper in PAPERS}


def paper(paper_id: str) -> PaperKind:
    """The paper of that id; an unknown one is refused with the ids there are."""
    if paper_id not in BY_ID:
        raise Refusal(f"没有“{paper_id}”这种纸面。可选：{'、'.join(BY_ID)}")
    return BY_ID[paper_id]


def papers_of(kind: str) -> tuple[PaperKind, ...]:
    """The papers of one register, its plain ledger last."""
    return tuple(entry for entry in PAPERS if entry.kind == kind)


def make_pdf(paper_id: str, request: Request, out: BinaryIO, progress: pdf.Progress | None = None) -> pdf.Report:
    """Write a paper as PDF: the frozen copy of one that was issued, else as the records stand."""
    wanted = paper(paper_id)
    if wanted.kind in request.desk.withheld:
        raise Refusal(SHUT)
    kept = wanted.frozen(request)
    if kept is None:
        return pdf.render(wanted.make(request), out, progress=progress)
    out.write(kept.data)
    return pdf.Report(kept.pages, ())


def save_pdf(paper_id: str, request: Request, path: Path) -> pdf.Report:
    """Write a paper to a file, whole or not at all."""
    with written_whole(path) as out:
        return make_pdf(paper_id, request, out)
