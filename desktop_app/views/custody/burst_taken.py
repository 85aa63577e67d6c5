"""What a pasted block brings into the grids of 成批登记: rows, lines for new cases, what is known of cases."""

from collections.abc import Mapping, Sequence

from desktop_app.models.seizures import SeizedItem, Seizure
from desktop_app.rules.cases import case_key
from desktop_app.services.facts import Facts
from desktop_app.views.custody.burst_blocks import Block
from desktop_app.views.custody.burst_paste import cases_in, placed
from desktop_app.views.custody.burst_reading import looked_up
from desktop_app.views.custody.burst_rows import TELLING, BurstRows


def taken_rows(block: Block, grid: BurstRows, heads: BurstRows, here: str) -> list[list[str]]:
    """The rows of a block for a grid. Items that name no case are of the case ``here``; new cases get their lines."""
    rows, beside = placed(block, len(grid.columns))
    if grid is heads:
        return rows
    if not cases_in(block):
        return [[here, *texts[1:]] for texts in rows]
    _add_cases(grid, heads, rows, beside)
    return rows


def _add_cases(
    grid: BurstRows, heads: BurstRows, rows: Sequence[Sequence[str]], beside: Sequence[Mapping[int, str]]
) -> None:
    """A line for every case the rows name that has none; what they say of it is written there."""
    known = {case_key(texts[0]) for texts in heads.texts if texts[0]}
    day = next(at for at, col in enumerate(grid.columns) if col.name == SeizedItem.seized_on.key)
    own = next(at for at, col in enumerate(heads.columns) if col.name == Seizure.seized_on.key)
    fresh: dict[str, list[str]] = {}
    for texts, more in zip(rows, beside, strict=True):
        key = case_key(texts[0])
        if not key or key in known:
            continue
        head = fresh.setdefault(key, [texts[0], *[""] * (len(heads.columns) - 1)])
        for at, text in {**more, own: more.get(own) or texts[day]}.items():
            head[at] = head[at] or text
    if fresh:
        heads.append(list(fresh.values()), heads.count)


def fill_cases(facts: Facts, heads: BurstRows) -> None:
    """What is known of a case by its number stands in its line where nothing was typed.

    A second line of a case is another taking: its paper and its day are typed.
    """
    names, before = {col.name: at for at, col in enumerate(heads.columns)}, set[str]()
    for row, texts in enumerate(heads.texts):
        another = case_key(texts[0]) in before
        before.add(case_key(texts[0]))
        if texts[0] and not any(texts[1:4]):
            found = looked_up(facts, texts[0])
            told = {names[name]: text for name, text in found.items() if text and not (another and name in TELLING)}
            heads.fill(row, told)
    heads.tell()
