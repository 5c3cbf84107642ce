"""Where replications that are done are found again, so that only what is lacking is played."""

from pathlib import Path
from typing import NamedTuple, Protocol

from ccsim.errors import UsageError
from ccsim.experiments.play import Played
from ccsim.experiments.totals_table import totals_columns, totals_of
from ccsim.store.log import LOG_FILE, logged, part_file
from ccsim.store.program import program_digest
from ccsim.store.runs import StoredRun, kept_runs
from ccsim.store.unfinished import UnfinishedRun


class Address(NamedTuple):
    """What the numbers of a replication follow from, besides its own number."""

    fingerprint: str
    seed: int
    engine: str


class Shelf(Protocol):
    """What knows replications that are done, and takes in others as they are finished."""

    def known(self, address: Address, replications: int, /) -> dict[int, Played]:
        """Those of the first so many that are done, by number."""

    def keep(self, address: Address, replication: int, played: Played) -> None:
        """Take in one that has just been finished."""

    def log_part(self, address: Address, replication: int) -> Path | None:
        """Where whoever plays it is to put its event log, if that is kept."""


class NoShelf(Shelf):
    """Nothing is known and nothing kept, but the event log if a folder for it is named."""

    def __init__(self, log_folder: Path | None = None) -> None:
        self._log_folder = log_folder

    def known(self, _address: Address, _replications: int, /) -> dict[int, Played]:
        """None is known."""
        return {}

    def keep(self, address: Address, replication: int, played: Played) -> None:
        """It is forgotten."""

    def log_part(self, address: Address, replication: int) -> Path | None:
        """In a folder of the run's own."""
        if self._log_folder is None:
            return None
        part = part_file(self._log_folder / address.fingerprint, replication)
        part.parent.mkdir(exist_ok=True)
        return part


class KeptShelf:
    """The replications of all runs in a folder, whole ones and those that were interrupted."""

    def __init__(self, root: Path, log: bool = False, fresh: bool = False) -> None:
        """Open the shelf.

        Args:
            root: the folder of all runs.
            log: only what has its event log counts, and new logs are kept.
            fresh: nothing that was kept before counts.
        """
        self._root, self._log, self.fresh = root, log, fresh
        self._under_way: dict[Address, UnfinishedRun] = {}
        self._logs: dict[Address, dict[int, Path]] = {}

    def known(self, address: Address, replications: int) -> dict[int, Played]:
        """Those of the first so many that are done, by number."""
        run = UnfinishedRun(self._root, *address)
        found: dict[int, Played] = {}
        self._logs[address] = {}
        if self.fresh:
            if address not in self._under_way:
                run.end()
        else:
            for stored in self.runs(address):
                found |= self._of_run(stored, address)
            found |= self._of_unfinished(run)
        self._under_way[address] = run  # first: an interrupt just now leaves nothing empty either
        run.begin()
        return {number: one for number, one in found.items() if number < replications}

    def keep(self, address: Address, replication: int, played: Played) -> None:
        """Take in one that has just been finished: it is on disk when this returns."""
        facts = {"digest": played.digest}
        self._under_way[address].keep(replication, totals_columns([played.totals]), facts)

    def log_part(self, address: Address, replication: int) -> Path | None:
        """Beside the totals of the replication."""
        return self._under_way[address].log_part(replication) if self._log else None

    def logs(self, address: Address, replications: int) -> list[tuple[Path, int]]:
        """The files that have the logs of the first so many replications, where there are any."""
        files = dict(self._logs[address])
        for number in range(replications):
            part = self._under_way[address].log_part(number)
            if part.is_file():
                files[number] = part
        return [(file, number) for number, file in sorted(files.items()) if number < replications]

    def runs(self, address: Address) -> list[StoredRun]:
        """The kept runs that this program with this engine made of the same facts and luck."""
        return [
            run
            for run in kept_runs(self._root, address.fingerprint, address.seed)
            if run.facts.get("program") == program_digest()
            and run.facts.get("engine") == address.engine
        ]

    def end(self, address: Address) -> None:
        """What was kept while the run was under way is in the run now."""
        self._under_way[address].end()

    def close(self) -> None:
        """Leave nothing empty behind."""
        for run in self._under_way.values():
            run.end_if_empty()

    def _of_run(self, stored: StoredRun, address: Address) -> dict[int, Played]:
        try:
            totals = totals_of(stored.columns("totals"))
        except UsageError:  # somebody damaged it: it is as good as none
            return {}
        digests = stored.facts.get("log_digests", [])
        if len(digests) != len(totals):
            return {}
        with_log = _logged(stored)
        self._logs[address] |= dict.fromkeys(with_log, stored.folder / LOG_FILE)
        return {
            number: Played(*both)
            for number, both in enumerate(zip(totals, digests, strict=True))
            if not self._log or number in with_log
        }

    def _of_unfinished(self, run: UnfinishedRun) -> dict[int, Played]:
        found = {}
        for number, columns, facts in run.replications():
            if "digest" in facts and (not self._log or run.log_part(number).is_file()):
                (totals,) = totals_of(columns)
                found[number] = Played(totals, facts["digest"])
        return found


def _logged(stored: StoredRun) -> list[int]:
    """The replications of a run whose event log is kept."""
    file = stored.log_file
    if file is None:
        return []
    try:
        return logged(file)
    except FileNotFoundError:  # somebody is just replacing the run
        return []
