"""A paper of the catalogue with its options (可选的打印件): what was chosen is remembered for the next time."""

import io
from collections.abc import Mapping

from desktop_app.reports import catalogue, pdf
from desktop_app.reports.label_sheets import SKIP
from desktop_app.reports.paper_options import RECORD, Choices, Option, asked_with, offered
from desktop_app.reports.request import Request
from desktop_app.system.settings import Settings


class Offer:
    """``values`` are the options as they stand; remembered in ``settings`` under the paper, or the group it is of."""

    def __init__(self, paper_id: str, request: Request, settings: Settings) -> None:
        self.paper_id, self._plain, self._settings = paper_id, request, settings
        self._offered = offered(paper_id)
        self._memory = self._offered.memory or paper_id
        self.values: dict[str, str] = {**self._remembered(), RECORD: request.record}

    @property
    def title(self) -> str:
        return catalogue.paper(self.paper_id).title

    @property
    def request(self) -> Request:
        """What is asked now."""
        return asked_with(self._plain, self.values)

    def choices(self) -> dict[Option, Choices]:
        """The options with what each may be."""
        return {option: option.offers(self._plain) for option in self._offered.options}

    def write(self, out: io.BytesIO, progress: pdf.Progress) -> pdf.Report:
        return catalogue.make_pdf(self.paper_id, self.request, out, progress)

    def choose(self, values: Mapping[str, str]) -> None:
        """Take other values, and keep those that outlast one printing."""
        self.values = {**self.values, **values}
        self._keep({name: self.values.get(name, "") for name in self._kept_names()})

    def forget(self) -> bool:
        """Back to a paper without options; whether there were any."""
        had = any(value for name, value in self.values.items() if name != RECORD)
        self.values = {RECORD: self._plain.record}
        return had

    def printed(self, request: Request) -> str:
        """All pages of a request lie in the tray: keep what follows from it, and say so."""
        if self._offered.printed is None:
            return ""
        now = dict(self._offered.printed(request))
        self._keep(now)
        return f"下次从第 {int(now.get(SKIP, '0')) + 1} 格起" if SKIP in now else ""

    def _kept_names(self) -> set[str]:
        return {option.name for option in self._offered.options if option.kept}

    def _remembered(self) -> dict[str, str]:
        found = self._settings.papers.get(self._memory)
        told = found if isinstance(found, dict) else {}
        return {name: told[name] for name in self._kept_names() if isinstance(told.get(name), str)}

    def _keep(self, values: Mapping[str, str]) -> None:
        found = self._settings.papers.get(self._memory)
        told = {**(found if isinstance(found, dict) else {}), **values}
        self._settings.papers[self._memory] = {name: value for name, value in told.items() if value}
