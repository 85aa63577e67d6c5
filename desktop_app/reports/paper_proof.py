"""Proving a file that claims to be a paper of this office (纸面核验): its bytes, its chain, its words."""

import pypdfium2 as pdfium

from desktop_app.reports.bulletin_paper import DRAFT
from desktop_app.rules.paper_code import PaperCode, printed_anchors, read_paper_code
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.facts import Facts
from desktop_app.services.issuing import copy_bytes
from desktop_app.services.proving import Issued, Proof, as_kept, in_chain, issued_with
from desktop_app.system.errors import Refusal

_TELLING = 6
"""Characters of a line that tells one paper from another."""
_AROUND = 8
"""Characters shown on either side of the first difference."""


def prove_file(facts: Facts, data: bytes) -> Proof:
    """Whether a file is a frozen copy; else whether the chain printed in it is ours, and its words those kept.

    Refuses a file that is no PDF and one without a line of the history chain.
    """
    if (kept := as_kept(facts, data)) is not None:
        return kept
    text = pdf_text(data)
    anchors = printed_anchors(text)
    if not anchors:
        raise Refusal("文件里没有操作记录校验码，扫描件也读不出。照纸面输入：verify --paper “000128·3fa9-…”")
    proofs = [in_chain(facts, PaperCode("", anchor)) for anchor in anchors]
    wrong = tuple(said for proof in proofs if not proof.agrees for said in proof.said)
    if wrong:
        return Proof(False, wrong)
    claimed = [paper for anchor in anchors for paper in issued_with(facts, anchor) if _claims(facts, text, paper)]
    if claimed:
        return _compared(facts, text, claimed[0], proofs[0])
    return Proof(True, ("这个文件不是印发存档件", *proofs[0].said))


def prove_code(facts: Facts, typed: str) -> Proof:
    """Whether a square code, or the line of the chain typed from paper, agrees. Refuses half a code."""
    try:
        return in_chain(facts, read_paper_code(typed))
    except Unreadable as unread:
        raise Refusal(f"{unread.said}，如 000128·3fa9-77c1-0b52-9d3e-41aa") from unread


def pdf_text(data: bytes) -> str:
    """All text of a PDF, page by page. Refuses what is none."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Refusal("这个文件读不了，不是存档件，也不是 PDF。换一个文件") from error
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _claims(facts: Facts, text: str, paper: Issued) -> bool:
    """Whether a text passes itself off as an issued bulletin: by its mark, or by most of its lines under another mark.

    The copy sent round for approval does not.
    """
    words = _solid(text)
    return DRAFT not in words and (_solid(paper.mark) in words or _is_likeness(facts, words, paper))


def _is_likeness(facts: Facts, words: str, paper: Issued) -> bool:
    for copy_id, _ in paper.copies:
        data = copy_bytes(facts, copy_id)
        told = pdf_text(data).splitlines() if _is_pdf(data) else []
        lines = [solid for line in told if len(solid := _solid(line)) >= _TELLING]
        if 2 * sum(line in words for line in lines) > len(lines):
            return True
    return False


def _compared(facts: Facts, text: str, paper: Issued, proof: Proof) -> Proof:
    """The words of a file beside those of the frozen paper it comes nearest to."""
    words = _solid(text)
    nearest, kept, what = -1, "", ""
    for copy_id, called in paper.copies:
        data = copy_bytes(facts, copy_id)
        if _is_pdf(data):
            theirs = _solid(pdf_text(data))
            if (reach := _alike(words, theirs)) > nearest:
                nearest, kept, what = reach, theirs, called
    if words == kept:
        said = f"这个文件不是存档件本身（重新存过），文字与存档件一致：{paper.name}，{what}"
        return Proof(True, (said, *proof.said))
    told = (_around(kept, nearest), _around(words, nearest))
    return Proof(False, (f"文字与存档件不同：{paper.name}，{what}。存档是“{told[0]}”，这个文件是“{told[1]}”",))


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF")


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _around(text: str, at: int) -> str:
    return text[max(0, at - _AROUND) : at + _AROUND]


def _solid(text: str) -> str:
    return "".join(text.split())
