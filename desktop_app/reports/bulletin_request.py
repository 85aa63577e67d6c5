"""《通报》 as asked for by number (打印通报): a draft from the ledgers, an issued one as it went out."""

from desktop_app.reports.blocks import Document
from desktop_app.reports.bulletin_paper import bulletin_document, bulletin_footer
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.printable import must_print
from desktop_app.reports.request import Request, footer, meta
from desktop_app.rules.vocabulary import CopyKind, Naming, word
from desktop_app.services.facts import Facts
from desktop_app.services.issuing import copies, copy_bytes
from desktop_app.services.manuscripts import loaded, manuscript
from desktop_app.system.errors import Refusal

TITLE = "通报"
NAMING = "naming"
"""Option: how people are named."""


def bulletin(request: Request) -> Document:
    """The bulletin of that number, without one the newest; 送审稿 at its foot as long as it is not issued.

    Option ``naming`` says how people are named: 具名, 部门加某, 只到部门.
    """
    naming = _naming(request)
    with request.desk.facts() as facts:
        draft = loaded(facts, bulletin_asked(request, facts))
        said = manuscript(facts, draft, naming)
        must_print(said)
        issued = bool(draft.values.get("snapshot"))
        about = meta(request, facts, said.title)
        return bulletin_document(said, about, bulletin_footer(footer(request, facts), said, issued))


def frozen(request: Request) -> tuple[bytes, int] | None:
    """Bytes and pages of an issued bulletin as it went out, named as asked; None for a draft."""
    naming = _naming(request)
    with request.desk.facts() as facts:
        values = loaded(facts, bulletin_asked(request, facts)).values
        if not values.get("snapshot"):
            return None
        papers = [one for one in copies(facts, values["id"]) if one.kind is CopyKind.PAPER]
        wanted = naming or values["naming"]
        found = next((one for one in papers if one.naming is wanted), None)
        if found is None:
            raise Refusal(f"{values['number']} 印发时没有存“{wanted}”的印发稿")
        return copy_bytes(facts, found.id), found.pages


def _naming(request: Request) -> Naming | None:
    only_options(request, TITLE, NAMING)
    asked = request.options.get(NAMING, "")
    if not asked:
        return None
    if (naming := word(Naming, asked)) is None:
        raise Refusal(f"没有“{asked}”这种具名方式。可选：{'、'.join(Naming)}")
    return naming


def bulletin_asked(request: Request, facts: Facts) -> int:
    """The bulletin of the number asked for, of ledger or paper; without one the newest. Refuses an unknown number."""
    rows = list(facts.live("bulletin"))
    if request.record:
        found = [row["id"] for row in rows if request.record in (row["number"], row["doc_no"])]
        if not found:
            raise Refusal(f"没有编号为 {request.record} 的通报。用 export bulletins 看编号")
        return int(found[0])
    if not rows:
        raise Refusal("还没有通报。先在通报简报里新增一份")
    return int(max(rows, key=lambda row: (row["as_of"], row["id"]))["id"])
