"""Story R-003, measured: the same blocked plans on the corporate line and with an account manager.

python tests/corporate.py [REPLICATIONS]     prints the tables, for people; some minutes
"""

import sys
from dataclasses import dataclass
from pathlib import Path as File

import numpy as np

from ccsim.codes import Event, Outcome, Superior
from ccsim.experiments.replicate import run
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import student_t
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from ccsim.units import HOUR, MINUTE
from playing import Played, play
from shipped import SCENARIOS
from slices import apart

REPLICATIONS = 10
STORIES = SCENARIOS / "stories"
BASE = SCENARIOS / "scripted_call_center.yaml"
CORPORATE = SCENARIOS / "corporate_line.yaml"
NUMBER = STORIES / "r003_own_number.yaml"
LINE, MANAGER, QUESTION, SUPERIOR = (
    STORIES / f"r003_{cell}.yaml"
    for cell in ("line_only", "account_manager", "one_question", "superior")
)
NOBODY_THERE = "operating_model.superiors.available=0.0"
NO_POWER = "teams.supervisors.authority=inform"
RUDE = "teams.corporate.courtesy=0.0"
RUDE_MANAGER = "teams.account_managers.courtesy=0.0"
PLAN, FIRMS = "kind=blocked_plan", "segment=business"
CELLS: dict[str, tuple[File, tuple[str, ...]]] = {
    "line": (LINE, ()),
    "superior, excuse": (SUPERIOR, (NOBODY_THERE,)),
    "superior, no power": (SUPERIOR, (NO_POWER,)),
    "superior": (SUPERIOR, ()),
    "one question": (QUESTION, ()),
    "corporate line": (CORPORATE, ()),
    "account manager": (MANAGER, ()),
    "line, rude": (LINE, (RUDE,)),
    "account manager, rude": (MANAGER, (RUDE_MANAGER,)),
}
"""The paths of a blocked plan; the first is the reference."""
MEASURES = (
    "true_fcr", "resolution_rate", "log_resolution_rate", "deadline_missed_rate", "satisfaction",
    "contacts_per_case", "customer_cost", "cases",
)  # fmt: skip


@dataclass(frozen=True)
class Path:
    """What became of a blocked plan."""

    opened: int
    doors: tuple[str, ...]
    """Queues called, in order."""
    manager_called: int | None
    """When the account manager was called first."""
    solved: int | None
    excuses: int
    """How often a superior was said to be busy."""
    ways_around: int
    """How often a way around was offered, and the case closed."""

    @property
    def as_in_the_source(self) -> bool:
        """Said to be busy, sent to the counter, and solved by the account manager in the end."""
        through_manager = self.doors[0] == "corporate" and self.manager_called is not None
        stuck = self.excuses > 0 and self.ways_around > 0
        return stuck and through_manager and self.solved is not None


def paths(played: Played) -> list[Path]:
    """All blocked plans of a replication that were first called about after the warm-up."""
    plan, log = played.plan, played.log
    start = int(plan.warm_up_end)
    kind = plan.kind_names.index("blocked_plan")
    found: dict[tuple[int, int], list[int]] = {}
    for i in np.flatnonzero(log.kind == kind).tolist():
        found.setdefault((int(log.who[i]), int(log.case[i])), []).append(i)
    whole = (_path(played, rows) for rows in found.values())
    return [one for one in whole if one.opened >= start and one.doors]


def _path(played: Played, rows: list[int]) -> Path:
    log, names = played.log, played.plan.queue_names
    of = {event: [i for i in rows if log.event[i] == event] for event in Event}
    calls = of[Event.CONTACT_ARRIVED]
    manager = [i for i in calls if names[log.queue[i]] == "account_manager"]
    solved = of[Event.CASE_RESOLVED]
    return Path(
        opened=int(log.time[rows[0]]),
        doors=tuple(names[log.queue[i]] for i in calls),
        manager_called=int(log.time[manager[0]]) if manager else None,
        solved=int(log.time[solved[0]]) if solved else None,
        excuses=sum(log.reason[i] == Superior.EXCUSE for i in of[Event.SUPERVISOR_ASKED]),
        ways_around=sum(log.reason[i] == Outcome.WORKED_AROUND for i in of[Event.LEG_ENDED]),
    )


def within_the_hour(found: list[Path]) -> float:
    """Share solved within an hour of the first call."""
    soon = [one.solved is not None and one.solved - one.opened <= HOUR for one in found]
    return sum(soon) / len(soon)


def manager_within_the_hour(found: list[Path]) -> float:
    """Share solved within an hour of the call to the account manager, of those who called."""
    soon = [
        one.solved is not None and one.solved - one.manager_called <= HOUR
        for one in found
        if one.manager_called is not None
    ]
    return sum(soon) / len(soon)


def minutes_with_the_manager(found: list[Path]) -> float:
    """Mean time from the call to the account manager to the solution, where there is one."""
    return float(
        np.mean(
            [
                (one.solved - one.manager_called) / MINUTE
                for one in found
                if one.manager_called is not None and one.solved is not None
            ]
        )
    )


def logs(file: File, replications: int, *sets: str) -> list[list[Path]]:
    """The blocked plans of a scenario, by replication."""
    plan = make_plan(load(file, sets).scenario)
    return [paths(play(plan, replication=number)) for number in range(replications)]


def interval(numbers: list[float]) -> str:
    """A mean over replications with its 95 % interval and count."""
    n, mean = len(numbers), float(np.mean(numbers))
    reach = student_t(n - 1) * float(np.std(numbers, ddof=1)) / n**0.5
    return f"{mean:.4g} ({mean - reach:.4g} to {mean + reach:.4g}), n={n}"


def show(reference: RunResult, others: dict[str, RunResult], keys: list[str]) -> None:
    """Prints what the reference has, and how much more the others have."""
    for key in keys:
        one = reference.estimates[key]
        print(f"{key}: {one.mean:.4g} ({one.low:.4g} to {one.high:.4g}), n={one.n}")
        for name, other in others.items():
            it = apart(reference, other, key)
            print(
                f"    {name}: {other.estimates[key].mean:.4g}; "
                f"{it.mean:+.4g} ({it.low:+.4g} to {it.high:+.4g})"
            )


def show_number(replications: int) -> None:
    """What a number of their own changes."""
    base, number = (run(file, replications=replications, workers=1) for file in (BASE, NUMBER))
    measures = ("mean_wait_s", "abandon_rate", "true_fcr", "resolution_rate", "time_to_resolve_s")
    show(base, {"own number": number}, [f"{name}[{FIRMS}]" for name in measures])


def show_paths(replications: int) -> None:
    """What becomes of a blocked plan on each path."""
    line, *others = (
        run(file, sets=sets, replications=replications, workers=1) for file, sets in CELLS.values()
    )
    named = dict(zip(list(CELLS)[1:], others, strict=True))
    show(line, named, [f"{name}[{PLAN}]" for name in MEASURES])
    show(line, named, [f"resolution_rate[{FIRMS}]", f"satisfaction[{FIRMS}]", "cost"])


def show_hours(replications: int) -> None:
    """Who is helped within the hour, by path and by door."""
    print("solved within the hour of the first call")
    for file in (LINE, SUPERIOR, QUESTION, CORPORATE, MANAGER):
        found = logs(file, replications)
        print(f"    {file.stem}: {interval([within_the_hour(one) for one in found])}")
        if file in (CORPORATE, MANAGER):
            print(
                f"        of the call to the account manager: "
                f"{interval([manager_within_the_hour(one) for one in found])}; minutes "
                f"{interval([minutes_with_the_manager(one) for one in found])}"
            )
            doors = [one for each in found for one in each]
            told = sum(one.as_in_the_source for one in doors)
            print(f"        as in the source: {told} of {len(doors)}")


def main(replications: int) -> None:
    """Prints the numbers of the story."""
    show_number(replications)
    show_paths(replications)
    show_hours(replications)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
