"""`make bench`: every measure, or the one named by ``--only``; a table, and build/bench.json.

Machines differ and are shared: only the ratios are to be trusted, never the seconds.
"""

import argparse
import importlib
import json
import pkgutil
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import measures  # noqa: E402
from benchmarks.sides import Measure, Row, Skipped, taken  # noqa: E402

BUILD = ROOT / "build"
HEAD = f"{'measure':22} {'ours':>10} {'floor':>10} {'ratio':>7} {'target':>7} {'spread':>7}"


def known() -> dict[str, Measure]:
    """Every measure by id, in the order of their files."""
    names = sorted(module.name for module in pkgutil.iter_modules(measures.__path__))
    modules = [importlib.import_module(f"{measures.__name__}.{name}") for name in names]
    return {measure.id: measure for module in modules for measure in module.MEASURES}


def shown(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def lines(row: Row) -> Iterator[str]:
    """A row of the table, and under it what else was measured beside it."""
    mark = "" if row.reached else "  not reached"
    figures = f"{row.ratio:7.2f} {row.target:7.2f} {row.spread:7.0%}"
    yield f"{row.id:22} {shown(row.ours):>10} {shown(row.floor):>10} {figures}{mark}"
    if row.peer is not None:
        yield f"{'':4}peer {shown(row.peer)}"
    for name, seconds in row.also.items():
        yield f"{'':4}{name}: {seconds / row.floor:.2f} × floor"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def measured(measure: Measure) -> tuple[Row | None, bool]:
    """Take one measure and say what came of it: its row, and whether all was well; one skipped says why."""
    try:
        row = taken(measure, BUILD / "bench")
    except Skipped as reason:
        say(f"{measure.id:22} skipped: {reason}")
        return None, True
    except Exception:
        say(f"{measure.id:22} failed:\n{traceback.format_exc()}")
        return None, False
    for line in lines(row):
        say(line)
    return row, True


def main(given: Sequence[str] | None = None) -> int:
    found = known()
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--only", choices=sorted(found), metavar="ID", help=f"one of: {', '.join(found)}")
    asked = options.parse_args(given)
    (BUILD / "bench").mkdir(parents=True, exist_ok=True)
    say(HEAD)
    came = [measured(measure) for measure in ([found[asked.only]] if asked.only else found.values())]
    rows = [row.told() for row, _ in came if row is not None]
    (BUILD / "bench.json").write_text(json.dumps({"rows": rows}, indent=1) + "\n", encoding="utf-8")
    return 0 if all(well for _, well in came) else 1


if __name__ == "__main__":
    raise SystemExit(main())
