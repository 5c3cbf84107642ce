"""A replication of a kept run heard again: read from its log, or played once more."""

from collections.abc import Callable, Sequence

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.play import plan_of
from ccsim.experiments.replicate import obtain
from ccsim.plan.plan import Plan
from ccsim.replication import Listener, replicate
from ccsim.spec.writing import fingerprint
from ccsim.store.log import logged, read_log
from ccsim.store.runs import StoredRun


def plan_of_run(stored: StoredRun) -> Plan:
    """The plan of a kept run."""
    scenario, _ = obtain(stored.scenario_file)
    return plan_of(scenario, fingerprint(scenario))


def check_replication(stored: StoredRun, replication: int) -> None:
    """Refuse a replication that a run does not have.

    Raises:
        UsageError: its number is too high, or below 0.
    """
    if not 0 <= replication < stored.facts["replications"]:
        raise UsageError(
            f"replication {replication} is not in this run: it has 0 to "
            f"{stored.facts['replications'] - 1}"
        )


def replay(
    stored: StoredRun,
    plan: Plan,
    replication: int,
    listeners: Sequence[Listener],
    on_day: Callable[[int, int], None] | None = None,
) -> None:
    """Have listeners hear the log of one replication, from the first row to the last.

    Args:
        stored: the run.
        plan: its plan.
        replication: which replication.
        listeners: readers of the log.
        on_day: told now and then how many days they have heard, of how many.
    """
    if stored.log_file is not None and replication in logged(stored.log_file):
        for chunk in read_log(stored.log_file, replication):
            for listener in listeners:
                listener.add(chunk)
            if on_day is not None and chunk.rows:
                on_day(_days_heard(plan, int(chunk.time[-1])), plan.total_days)
        return
    replicate(
        plan,
        seed=stored.facts["seed"],
        replication=replication,
        engine="auto",
        listeners=listeners,
        on_day=on_day,
    )


def _days_heard(plan: Plan, moment: int) -> int:
    """How many days are over at an instant; none after the last is counted."""
    return min(int(np.searchsorted(plan.day_starts, moment, "right")) - 1, plan.total_days)
