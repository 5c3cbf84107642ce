"""Whether a simulation gives the numbers of a reference case.

Each case is run through the command line, as anybody would run it, and its numbers are read off
the JSON document that comes of it. Only what is made of several metrics needs their values by
replication, which the kept run has.
"""

import io
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd

from analytic.reference_runs import Run
from ccsim.cli import main
from ccsim.metrics.estimates import student_t
from ccsim.metrics.reference_names import NOT_MEASURED, READINGS, Reading, read
from ccsim.metrics.totals import metric_key

CASES = Path(__file__).parents[3] / "shared" / "reference" / "open-cases.json"
FAR = 3.3
"""Standard errors that a simulated number may lie from an exact one."""
NORMAL = 1.96
MINUTE_S = 60.0

Case = dict[str, Any]
Numbers = Mapping[str, float | None]


@dataclass(frozen=True)
class Check:
    """One number of a case, expected and simulated."""

    case: str
    metric: str
    expected: float
    simulated: float
    error: float
    """The standard error of the difference."""
    room: float
    """How far it may lie from what is expected."""

    @property
    def z(self) -> float:
        """How many standard errors it lies off."""
        return (self.simulated - self.expected) / self.error if self.error else 0.0

    @property
    def passed(self) -> bool:
        """Whether it is near enough; what never happened was not to be expected either."""
        return abs(self.simulated - self.expected) <= max(self.room, 1e-12)

    def __str__(self) -> str:
        return (
            f"{self.case:6} {self.metric:40} {self.expected:>13.7g} {self.simulated:>13.7g} "
            f"{self.error:>10.3g} {self.z:>6.2f}  {'pass' if self.passed else 'FAIL'}"
        )


HEADING = f"{'case':6} {'metric':40} {'expected':>13} {'simulated':>13} {'SE':>10} {'z':>6}"


def cases() -> dict[str, Case]:
    """The open cases by name; none where they are not beside this checkout."""
    if not CASES.exists():
        return {}
    return {case["id"]: case for case in json.loads(CASES.read_text(encoding="utf-8"))}


def ccsim(words: list[str]) -> dict[str, Any]:
    """What the command line says, as JSON."""
    out, code = io.StringIO(), None
    with patch.object(sys, "argv", ["ccsim", *words]), redirect_stdout(out):
        try:
            main()
        except SystemExit as end:
            code = end.code
    assert not code, f"ccsim {' '.join(words)} ended with {code}"
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


def digest(run: Run, engine: str) -> str:
    """What tells whether two runs had the same event log."""
    with tempfile.TemporaryDirectory() as folder:
        return str(ccsim(run.words(engine, Path(folder)))["log_digest"])


def checks(case: Case, run: Run) -> list[Check]:
    """Every number of a case that a run can give, beside what the run gives."""
    with tempfile.TemporaryDirectory() as folder:
        said = ccsim(run.words("compiled", Path(folder)))
        (kept,) = Path(folder).glob("*/metrics.parquet")
        simulated = Simulated(said, kept)
        return [_check(case, simulated, *wanted) for wanted in _wanted(case, run)]


class Simulated:
    """The numbers of a run, with their standard errors."""

    def __init__(self, said: dict[str, Any], kept: Path) -> None:
        self._metrics = said["metrics"]
        self.means: Numbers = {key: one["mean"] for key, one in self._metrics.items()}
        self._replications = int(said["replications"])
        self._kept = kept
        self.reach = student_t(self._replications - 1)
        """How many standard errors the intervals reach to either side."""

    def error(self, name: str, labels: list[str]) -> float:
        """The standard error of a number of the reference."""
        reading = READINGS[name]
        if reading.less is None and reading.over in {None, "open_s"}:
            scale = _read(name, {**self.means, _key(reading, labels): 1.0}, labels)
            return abs(scale) * self._own_error(_key(reading, labels))
        return self._error_left_out(name, labels, reading)

    def _own_error(self, key: str) -> float:
        """The standard error behind the interval of a metric."""
        one = self._metrics[key]
        return float((one["high"] - one["low"]) / 2 / self.reach)

    def _error_left_out(self, name: str, labels: list[str], reading: Reading) -> float:
        """The jackknife's error of a number that is made of several counts."""
        keys = [_key(reading, labels), *(key for key in (reading.less, reading.over) if key)]
        frame = pd.read_parquet(self._kept)
        by_key = {key: np.array(frame["value"][_rows(frame, key)], np.float64) for key in set(keys)}
        n = self._replications
        without = [
            _read(
                name, {key: (one.sum() - one[i]) / (n - 1) for key, one in by_key.items()}, labels
            )
            for i in range(n)
        ]
        return float(math.sqrt((n - 1) * np.var(without)))


def _rows(frame: pd.DataFrame, key: str) -> "pd.Series[bool]":
    metric, _, rest = key.partition("[")
    return (frame["metric"] == metric) & (frame["slice"] == rest.removesuffix("]"))


def _key(reading: Reading, labels: list[str]) -> str:
    return metric_key(reading.metric, f"{reading.axis}={labels[0]}" if reading.axis else "")


def _read(name: str, numbers: Numbers, labels: list[str]) -> float:
    place = READINGS[name].place
    found = read(name, numbers, unit_s=MINUTE_S, labels=labels * (1 + (place or 0)))
    value = found[0] if isinstance(found, list) else found
    assert value is not None, f"{name} is undefined"
    return value


def _wanted(case: Case, run: Run) -> Iterator[tuple[str, float, list[str], str]]:
    """The numbers of a case: name, value, the queue or team concerned, and what to call it."""
    for name, value in _flat(case["expected"]):
        if name in NOT_MEASURED:
            continue
        reading = READINGS[name]
        slices = {"queue": run.queues, "team": run.teams, "": ()}[reading.axis]
        if isinstance(value, list):
            for label, each in zip(slices, value, strict=True):
                yield name, each, [label], f"{name}[{label}]"
        else:
            yield name, value, [slices[reading.place]] if reading.place else [], name


def _flat(expected: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Names and numbers; the parts of a list of tiers become lists of their own."""
    for name, value in expected.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            yield from ((f"{name}.{part}", [one[part] for one in value]) for part in value[0])
        else:
            yield name, value


def _check(
    case: Case, simulated: Simulated, name: str, expected: float, labels: list[str], called: str
) -> Check:
    """One number; a published simulation has an uncertainty of its own."""
    value, error = _read(name, simulated.means, labels), simulated.error(name, labels)
    room = FAR * error
    if case["exactness"] == "simulation_ci":
        both = math.hypot(case["uncertainty_half_width"][name], error * simulated.reach)
        error, room = both / NORMAL, 2 * both
    return Check(case["id"], called, expected, value, error, room)
