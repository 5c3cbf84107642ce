"""A run for other tools: process mining, animation, whatever reads call records."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Protocol, Self, get_args

from ccsim.errors import UsageError
from ccsim.experiments.replay import check_replication, plan_of_run, replay
from ccsim.plan.plan import Plan
from ccsim.replication import Listener
from ccsim.store.call_records import CallRecordsOf, write_call_records
from ccsim.store.happenings import Fact
from ccsim.store.naming import Naming
from ccsim.store.ocel import OcelWriter
from ccsim.store.places import whole_file
from ccsim.store.runs import StoredRun, open_run
from ccsim.store.vidigi import VidigiWriter
from ccsim.store.xes import Trace, XesWriter

Form = Literal["ocel", "xes", "calls", "vidigi"]
FORMS: Final[dict[str, tuple[Form, ...]]] = {
    ".json": ("ocel",),
    ".jsonocel": ("ocel",),
    ".xes": ("xes",),
    ".csv": ("calls", "vidigi"),
}
"""What a file may hold, by its ending; the first is meant where nothing is said."""


class Writer(Listener, Protocol):
    """A listener that writes a file, and counts what it writes."""

    counts: Counter[str]


class CallsWriter:
    """A listener that writes the call records of one replication when all of it has been heard."""

    def __init__(self, plan: Plan, path: Path) -> None:
        self._records, self._path = CallRecordsOf(plan), path
        self.add = self._records.add
        self.counts: Counter[str] = Counter()
        """How many records there are of each outcome."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            frame = self._records.frame()
            write_call_records(frame, self._path)
            self.counts.update(frame["outcome"])


@dataclass(frozen=True)
class Exported:
    """What was written, of which replication, and how often each event stands in it."""

    file: Path
    form: Form
    replication: int
    replications: int
    """How many the run has."""
    counts: dict[str, int]

    @property
    def rows(self) -> int:
        """How many events, or rows, were written."""
        return sum(self.counts.values())

    def to_json(self) -> dict[str, Any]:
        """What `--json` prints."""
        return {**vars(self), "file": str(self.file)}


def form_of(file: Path, form: str | None = None) -> Form:
    """What a file is to hold, by its ending and the form that is asked for.

    Raises:
        UsageError: nothing of that ending can be written, or not in that form.
    """
    forms = FORMS.get(file.suffix)
    if forms is None:
        raise UsageError(f"{file}: give it a name that ends in {' or '.join(FORMS)}")
    if form is None:
        return forms[0]
    for known in forms:
        if form == known:
            return known
    raise UsageError(f"{file}: {file.suffix} holds {' or '.join(forms)}, not {form!r}")


def export(
    run: Path | str,
    file: Path | str,
    *,
    form: str | None = None,
    trace: Trace = "case",
    replication: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Exported:
    """Write one replication of a kept run as other tools read it; an old file stays until then.

    The ending says what is written: an object-centric event log, OCEL 2.0 (`.json`, `.jsonocel`);
    traces, XES (`.xes`); call records as a telephone system writes them, or vidigi's event log
    (`.csv`). Everything that was simulated is in it, the warm-up too. The events are read from the
    log where it was kept; else it is played again.

    Args:
        run: the folder of the run.
        file: where it goes.
        form: what a `.csv` holds: `calls`, which `ccsim calibrate` reads, or `vidigi`.
        trace: what a trace of XES tells: a case, with all its contacts, or a contact.
        replication: which replication, from 0.
        progress: told how many days are written, of how many.

    Raises:
        UsageError: it cannot be written, or the run has no such replication.
    """
    file = Path(file)
    chosen = form_of(file, form)
    if trace not in get_args(Trace):
        raise UsageError(f"trace is {trace!r}; it is one of {', '.join(get_args(Trace))}")
    stored = open_run(run)
    check_replication(stored, replication)
    plan = plan_of_run(stored)
    with (
        whole_file(file) as draft,
        _writer(stored, plan, draft, chosen, trace, replication) as writer,
    ):
        replay(stored, plan, replication, [writer], progress)
    counts = dict(sorted(writer.counts.items()))
    return Exported(file, chosen, replication, stored.facts["replications"], counts)


def _writer(
    stored: StoredRun, plan: Plan, draft: Path, form: Form, trace: Trace, replication: int
) -> AbstractContextManager[Writer]:
    """Who writes a form."""
    seed = stored.facts["seed"]
    facts: dict[str, Fact] = {
        "concept:name": plan.scenario.name,
        "seed": seed,
        "replication": replication,
        "measured_from_at": Naming(plan).iso(plan.warm_up_end),
    }
    writers: dict[Form, Callable[[], AbstractContextManager[Writer]]] = {
        "ocel": lambda: OcelWriter(plan, draft),
        "xes": lambda: XesWriter(plan, draft, trace, facts),
        "calls": lambda: CallsWriter(plan, draft),
        "vidigi": lambda: VidigiWriter(plan, draft, replication),
    }
    return writers[form]()
