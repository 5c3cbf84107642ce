"""Comparisons made up by hand, for tests of what shows them: no engine is asked."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ccsim.experiments.compare import Comparison, Difference, Verdict
from ccsim.experiments.journey import Journey
from ccsim.experiments.keep import Request
from ccsim.experiments.replicate import source_of
from ccsim.experiments.results import RunResult
from ccsim.experiments.selection import Candidate, Selection
from ccsim.experiments.telling import Moment
from ccsim.experiments.worst import FollowedCase
from ccsim.metrics.catalogue import CATALOGUE, HEADLINES
from ccsim.metrics.estimates import Estimate, unit_of
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint

LABELS = ("Scripted call centre", "Solution centre", "Pit stop")
_WHYS = (
    "Agents follow the script; what it does not cover is written down for somebody else.",
    "Whoever takes the call may solve it, keeps it, and sees what was said before.",
    "A sample of the same calls goes to those who can cure causes.",
)
_LEVERS = (
    {"authority": "inform", "script_adherence": 0.95, "ownership": 0.1},
    {"authority": "exception", "script_adherence": 0.2, "ownership": 0.6},
    {"authority": "full", "script_adherence": 0.2, "ownership": 0.6},
)
_MEANS = {
    "resolution_rate": (0.448, 0.712, 0.718),
    "fcr": (0.61, 0.66, 0.70),
    "true_fcr": (0.31, 0.52, 0.55),
    "gave_up_rate": (0.21, 0.09, 0.08),
    "left_rate": (0.020, 0.012, 0.011),
    "open_rate": (0.322, 0.186, 0.191),
    "contacts_per_case": (2.31, 1.52, 1.49),
    "customer_time_per_case_s": (1_910.0, 1_140.0, 1_180.0),
    "time_to_resolve_s": (740_000.0, 410_000.0, 405_000.0),
    "churn_rate": (0.0214, 0.0187, 0.0186),
    "failure_demand_rate": (0.57, 0.34, 0.33),
    "abandon_rate": (0.121, 0.034, 0.041),
    "service_level": (0.61, 0.83, 0.80),
    "mean_wait_s": (143.0, 39.0, 44.0),
    "occupancy": (0.91, 0.82, 0.83),
    "cost_per_resolution": (12.2, 8.1, 8.4),
    "cost": (98_000.0, 98_000.0, 101_000.0),
    "fresh": (9_100.0, 9_100.0, 9_100.0),
    "redials": (1_400.0, 420.0, 470.0),
    "repeats": (7_800.0, 3_200.0, 3_000.0),
    "chases": (1_900.0, 700.0, 650.0),
    "arrivals": (20_200.0, 13_420.0, 13_220.0),
}
_NOT_ESTABLISHED = {("Pit stop", "service_level"), ("Pit stop", "abandon_rate")}


TINY = """\
name: {name}
why: One queue that is there for a test.
calendar: {{days: 2}}
queues:
  line:
    teams: [desk]
    patience: {{exponential: 2m}}
    talk: {{exponential: 3m}}
    forecast: {{rate: 20/h}}
teams:
  desk: {{headcount: {agents}}}
"""


def tiny_scenarios(place: Path) -> Path:
    """A folder `scenarios` with two that are played in no time: one agent, and two."""
    folder = place / "scenarios"
    folder.mkdir()
    for name, agents in (("one_agent", 1), ("two_agents", 2)):
        text = TINY.format(name=name, agents=agents)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def made_up_scenario(place: int = 0) -> Scenario:
    """A small scenario of three that differ in three levers."""
    return Scenario.model_validate(
        {
            "name": LABELS[place],
            "why": _WHYS[place],
            "calendar": {"weeks": 4, "warm_up_weeks": 2},
            "customers": {"consumer": {"count": 100, "redials": 0.55, "margin": "15 EUR/month"}},
            "needs": {
                "billing": {
                    "per_customer_year": 0.8,
                    "queue": "care",
                    "talk": {"exponential": "6m"},
                }
            },
            "queues": {"care": {"teams": ["front"]}},
            "teams": {"front": {"headcount": 3, "pay": "25 EUR/h"}},
            "operating_model": _LEVERS[place],
        }
    )


def made_up_run(place: int = 0, replications: int = 10) -> RunResult:
    """A run with the headline metrics, some others, and a day by its half-hours."""
    estimates = {
        name: _estimate(name, means[place], replications) for name, means in _MEANS.items()
    }
    for half_hour in range(48):
        label = f"{half_hour // 2:02}:{half_hour % 2 * 30:02}"
        busy = max(0.0, math.sin((half_hour - 16) / 28 * math.pi)) if 16 <= half_hour <= 44 else 0.0
        for name in ("arrivals", "mean_wait_s"):
            mean = _MEANS[name][place] * busy / (15 if name == "arrivals" else 0.6)
            if name == "arrivals" or busy:
                estimates[f"{name}[interval={label}]"] = _estimate(name, mean, replications)
    return RunResult(
        scenario=made_up_scenario(place),
        source=None,
        label=LABELS[place],
        seed=1,
        replications=replications,
        engine="compiled",
        fingerprint=f"ab12cd34ef{place:02}",
        log_digest="0" * 32,
        totals=(),
        estimates=estimates,
    )


def made_up_comparison(scenarios: int = 3, replications: int = 10) -> Comparison:
    """Runs of up to three scenarios, with differences in all headline metrics."""
    runs = [made_up_run(place, replications) for place in range(scenarios)]
    differences = [
        _difference(runs[0], run, name, replications) for run in runs[1:] for name in HEADLINES
    ]
    return Comparison(runs, differences)


def made_up_answer(paths: Sequence[Path], request: Request) -> Comparison:
    """The same as an answer about these files: the facts are theirs, the numbers made up."""
    made, changes = made_up_comparison(len(paths)), request.own_sets or [()] * len(paths)
    runs = []
    for run, path, sets in zip(made.runs, paths, changes, strict=True):
        facts = source_of(path, sets, request.weeks).scenario
        told = run.scenario.model_copy(update={"evidence": facts.evidence})
        runs.append(replace(run, scenario=told, fingerprint=fingerprint(facts)))
    return replace(made, runs=runs)


def made_up_selection(chosen: str | None = "B", stopped: bool = False) -> Selection:
    """A selection among three, of which the first went out early."""
    last = None if chosen is None else 25
    candidates = (
        Candidate("A", 0.50, 0.46, 0.54, 10, -0.2, -0.22, -0.18, 10),
        Candidate("B", 0.70, 0.68, 0.72, 25, None, None, None, None),
        Candidate("C", 0.69, 0.66, 0.72, 25, -0.01, -0.03, 0.01, last),
    )
    return Selection("service_level", "higher", 0.02, "share", candidates, chosen, stopped)


def made_up_worst() -> FollowedCase:
    """A bad case under the first scenario, solved at once under the second, not there under the
    third."""
    begins = dt.datetime(2026, 1, 7, 9, tzinfo=dt.UTC)
    times = [begins + dt.timedelta(hours=at) for at in range(9)]
    moments = tuple(Moment(time, f"moment {at}") for at, time in enumerate(times))
    lanes = ("queue care", "agents of front", "billing")
    pieces = tuple(
        {"lane": lane, "what": what, "text": "for an hour", "from": time, "to": time}
        | {"begin": at * 3_600_000, "end": at * 3_600_000 + 600_000}
        for at, time in enumerate(times)
        for lane, what in zip(("customer", *lanes), ("call", "wait", "talk", "work"), strict=True)
    )
    bad = Journey(
        case="home-7/fault-2-0",
        contacts=5,
        agents=3,
        waited_ms=60_000,
        talked_ms=600_000,
        open_at_end=True,
        moments=moments,
        open_ms=86_400_000,
        pieces=pieces,
    )
    good = replace(bad, contacts=1, open_at_end=False, moments=moments[:1])
    return FollowedCase(LABELS[0], 0, bad, ((LABELS[1], good), (LABELS[2], None)))


def _estimate(name: str, mean: float, n: int) -> Estimate:
    unit = unit_of(CATALOGUE[name], "EUR")
    if n < 2:
        return Estimate(mean, None, None, n, unit)
    return Estimate(mean, mean * 0.97, mean * 1.03, n, unit)


def _difference(reference: RunResult, other: RunResult, name: str, n: int) -> Difference:
    before, after = reference.estimates[name].mean, other.estimates[name].mean
    assert before is not None
    assert after is not None
    mean = after - before
    established = n > 1 and mean != 0 and (other.label, name) not in _NOT_ESTABLISHED
    half = abs(mean) * (0.1 if established else 1.4)
    better = CATALOGUE[name].better
    verdict: Verdict = "not established"
    if established and better is None:
        verdict = "higher" if mean > 0 else "lower"
    elif established:
        verdict = "better" if (mean > 0) == (better == "higher") else "worse"
    return Difference(
        reference=reference.label,
        scenario=other.label,
        metric=name,
        mean=mean,
        low=mean - half if n > 1 else None,
        high=mean + half if n > 1 else None,
        n=n,
        unit=unit_of(CATALOGUE[name], "EUR"),
        established=established,
        headline=True,
        variance_ratio=4.2 if n > 1 else None,
        verdict=verdict,
    )


KNOWN_CUSTOMERS = """\
name: Known customers
why: A few customers whom one can follow, there for a test.
calendar: {days: 8}
customers:
  homes: {count: 60, patience: {exponential: 2m}, redials: 0.6, repeat_delay: {constant: 4h},
    gives_up: 0.2}
needs:
  bill: {per_customer_year: 60, queue: line, talk: {exponential: 6m}}
queues:
  line: {teams: [desk]}
teams:
  desk: {headcount: 1, hours: "Mo-Su 08:00-18:00", knowledge: 0.6}
measures: {follow_up: 3d, repeat_window: 1d}
"""


def known_customers(place: Path) -> Path:
    """A file `scenarios/known.yaml` whose customers have cases, some of them hard."""
    folder = place / "scenarios"
    folder.mkdir(exist_ok=True)
    file = folder / "known.yaml"
    file.write_text(KNOWN_CUSTOMERS, encoding="utf-8")
    return file
