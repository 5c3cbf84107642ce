"""What the search for staff gives: agents by team and interval, what they reach, and a scenario."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from ccsim.experiments.replicate import Settings
from ccsim.experiments.staff_items import Verdict
from ccsim.experiments.staff_precision import half_width
from ccsim.experiments.staff_question import Question
from ccsim.experiments.staff_rounds import headcount_of
from ccsim.experiments.staff_shifts import Roster, RosteredShift
from ccsim.experiments.staff_start import Load
from ccsim.metrics.totals import metric_key
from ccsim.metrics.window import Floats, Ints
from ccsim.spec.loading import Loaded
from ccsim.spec.scenario import Scenario
from ccsim.spec.teams import Shift, Shrinkage
from ccsim.spec.writing import fingerprint
from ccsim.units import HOUR, SECOND, format_duration

Carries = Literal["requirement", "shifts"]


@dataclass(frozen=True)
class Team:
    """The answer for one team."""

    name: str
    heads: Ints
    """[slot]: agents on the phones."""
    load: Load | None
    scheduled: Ints
    """[slot]: agents to be scheduled, so that the others are there."""
    shrinkage: float
    price_per_h: float | None
    """What a paid hour costs, where it is known."""
    roster: Roster | None
    """Shifts; None where the search was stopped before."""

    @property
    def shifts(self) -> tuple[RosteredShift, ...]:
        """The shifts that cover what is scheduled."""
        return () if self.roster is None else self.roster.shifts

    @property
    def paid_h(self) -> float:
        """Paid hours of a day or week in shifts."""
        return 0.0 if self.roster is None else self.roster.paid_h


@dataclass(frozen=True)
class Reached:
    """What one target comes to in one period, at fresh luck; None where nobody called."""

    target: str
    metric: str
    of: str
    """The queue, or the team."""
    axis: Literal["queue", "team"]
    period: str
    mean: float | None
    low: float | None
    high: float | None
    one_sided: float | None
    """The worse end of the one-sided 95 % interval."""
    n: int
    unit: str
    met: bool
    """Whether the mean of an interval, or the one-sided end of a day or week, reaches it."""


@dataclass(frozen=True)
class Staffing:
    """The answer to a question for staff."""

    scenario: Scenario
    source: Loaded | None
    label: str
    question: Question
    teams: tuple[Team, ...]
    verdicts: tuple[Verdict, ...]
    """At fresh luck; none, if it was stopped before."""
    met: bool
    fresh_seed: int
    rounds: int
    stopped: bool
    judged: Carries = "requirement"
    """What the verdicts are of."""
    precision: Mapping[str, float] = field(default_factory=dict)
    """How narrow intervals were to be at fresh luck, by metric, as a share of the mean."""
    kept: int = 0
    """How many rounds had been kept before and were not played again."""

    @property
    def settings(self) -> Settings:
        """How it was searched."""
        return self.question.settings

    @property
    def hours_per(self) -> str:
        """Of what the hours are: a typical day or week."""
        return "week" if self.question.slots.cycle == "week" else "day"

    @property
    def loads(self) -> list[Load]:
        """What the teams are asked for, of those of which that is known."""
        return [team.load for team in self.teams if team.load is not None]

    def agent_hours(self, agents: Ints) -> float:
        """Hours of a typical day or week."""
        slots = self.question.slots
        length = 24.0 if slots.cycle == "always" else slots.interval / HOUR
        return float(agents.sum()) * length

    def reached(self) -> Iterator[Reached]:
        """What every target comes to in every period in which it is judged."""
        for verdict in self.verdicts:
            yield from _reached(self.question, verdict)

    def summary(self) -> Iterator[tuple[Verdict, int, int, float]]:
        """Of each item: in how many periods it is met, of how many, and the worst shortfall."""
        for verdict in self.verdicts:
            found = list(_reached(self.question, verdict))
            known = [one for one in found if one.mean is not None]
            gaps = verdict.short_by(0.0)
            yield verdict, sum(one.met for one in known), len(known), max(float(gaps.max()), 0.0)

    def patch(self, carries: Carries = "requirement") -> dict[str, Any]:
        """The facts of the scenario that carries the answer, as paths and values."""
        patch: dict[str, Any] = {}
        for team in self.teams:
            path = f"teams.{team.name}"
            facts = self.scenario.teams[team.name]
            if carries == "shifts":
                patch[f"{path}.headcount"] = None
                patch[f"{path}.shifts"] = [_shift(one.as_fact()) for one in team.shifts]
                away = _planned(facts.shrinkage, team.shrinkage)
                if away != facts.shrinkage:
                    patch[f"{path}.shrinkage"] = {"planned": away.planned}
                continue
            if facts.shifts is not None:
                patch[f"{path}.shifts"] = None
            patch[f"{path}.headcount"] = _headcount(self.question, team.heads)
            if facts.shrinkage != Shrinkage():
                patch[f"{path}.shrinkage"] = {"planned": 0.0, "unplanned": 0.0}
        return patch

    def staffed(self, carries: Carries = "requirement") -> Scenario:
        """The scenario that carries the answer."""
        teams = dict(self.scenario.teams)
        for team in self.teams:
            facts = teams[team.name]
            change: dict[str, Any] = {"headcount": None, "shifts": None}
            if carries == "requirement":
                change["headcount"] = headcount_of(team.heads, self.question.slots)
                change["shrinkage"] = Shrinkage()
            else:
                change["shifts"] = [one.as_fact() for one in team.shifts]
                change["shrinkage"] = _planned(facts.shrinkage, team.shrinkage)
            teams[team.name] = facts.model_copy(update=change)
        return self.scenario.model_copy(update={"teams": teams})

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on; undefined numbers are None."""
        question = self.question
        return {
            "scenario": self.label,
            "seed": self.settings.seed,
            "replications": question.replications,
            "engine": self.settings.player,
            "fingerprint": fingerprint(self.scenario),
            "per": question.per,
            "aim": "cheapest" if question.cheapest else "fewest",
            "targets": [target.text for target in question.targets],
            "met": self.met,
            "judged": self.judged,
            "stopped": self.stopped,
            "fresh_seed": self.fresh_seed,
            "fresh_replications": self.verdicts[0].n if self.verdicts else 0,
            "precision": {
                key: {"wanted": own, "half_width": half_width(self.verdicts, key)}
                for key, own in self.precision.items()
                if self.verdicts
            },
            "interval_s": question.slots.interval / SECOND,
            "intervals": list(question.slots.labels),
            "teams": {team.name: _team_json(self, team) for team in self.teams},
            "results": [vars(one) for one in self.reached()],
            "metrics": {
                metric_key(one.metric, f"{one.axis}={one.of},{question.per}={one.period}"): {
                    "mean": one.mean,
                    "low": one.low,
                    "high": one.high,
                    "n": one.n,
                    "unit": one.unit,
                }
                for one in self.reached()
            },
        }


def _reached(question: Question, verdict: Verdict) -> Iterator[Reached]:
    target, n = verdict.item.target, verdict.n
    judged = np.zeros(len(question.period_labels), bool)
    judged[question.period[verdict.item.judged]] = True
    low, high = verdict.interval()
    met = ~verdict.is_short(0.0 if question.per == "interval" else None)
    for at in np.flatnonzero(judged).tolist():
        yield Reached(
            target=target.text,
            metric=target.metric.name,
            of=verdict.item.name,
            axis="team" if target.of_team else "queue",
            period=question.period_labels[at],
            mean=_number(verdict.mean, at),
            low=_number(low, at),
            high=_number(high, at),
            one_sided=_number(verdict.lower, at),
            n=n,
            unit=target.metric.unit,
            met=bool(met[at]),
        )


def _team_json(staffing: Staffing, team: Team) -> dict[str, Any]:
    return {
        "agents": team.heads.tolist(),
        "load_erl": None if team.load is None else [round(float(x), 4) for x in team.load.erlangs],
        "scheduled": team.scheduled.tolist(),
        "shrinkage": team.shrinkage,
        "agent_hours": staffing.agent_hours(team.heads),
        "paid_hours": team.paid_h,
        "gap": None if team.roster is None else team.roster.gap,
        "shifts": [
            {
                "agents": one.agents,
                "hours": one.hours,
                "break_after_s": None if one.rest_after is None else one.rest_after / SECOND,
                "break_s": one.pattern.rest / SECOND,
            }
            for one in team.shifts
        ],
    }


def _headcount(question: Question, heads: Ints) -> Any:
    facts = headcount_of(heads, question.slots)
    if isinstance(facts, int):
        return facts
    return {"interval": format_duration(facts.interval), "agents": facts.agents}


def _shift(shift: Shift) -> dict[str, Any]:
    rests = [
        {"after": format_duration(one.after), "length": format_duration(one.length)}
        for one in shift.breaks
    ]
    return {"agents": shift.agents, "hours": shift.hours, **({"breaks": rests} if rests else {})}


def _planned(own: Shrinkage, share: float) -> Shrinkage:
    """Shrinkage as it was reckoned with, where that is not what the team's facts say."""
    if abs(1 - (1 - own.planned) * (1 - own.unplanned) - share) < 1e-12:
        return own
    return Shrinkage(planned=share)


def _number(values: Floats, at: int) -> float | None:
    value = float(values[at])
    return value if np.isfinite(value) else None
