"""From call records to a scenario: read, estimated, written, and told with every interval."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ccsim.errors import UsageError
from ccsim.experiments.calibration.assumptions import assumptions
from ccsim.experiments.calibration.calls import calls_of, calls_of_counts
from ccsim.experiments.calibration.centre import Centre, centre_of
from ccsim.experiments.calibration.writing import Remembered, write_scenario
from ccsim.intake.calls import CallRecords, RejectedCall, read_calls
from ccsim.intake.counts import CallCounts, are_counts, read_counts
from ccsim.spec.loading import Loaded, fingerprint

INTERVALS: Final = (15, 30, 60)
"""Minutes that the intervals of a profile may have."""


@dataclass(frozen=True)
class Calibration:
    """What was estimated, from what, and where it was written."""

    centre: Centre
    records: CallRecords | CallCounts
    path: Path
    loaded: Loaded

    @property
    def rejected(self) -> tuple[RejectedCall, ...]:
        """Rows that are not used."""
        return self.records.rejected

    @property
    def notices(self) -> list[str]:
        """What a user should know of the records and of what was made of them."""
        return [*self.records.notices, *self.centre.notices]

    def to_json(self) -> dict[str, Any]:
        """The answer as one JSON document; times in seconds."""
        calls, centre = self.centre.calls, self.centre
        return {
            "scenario": str(self.path),
            "fingerprint": fingerprint(self.loaded.scenario),
            "from": calls.dates[0].isoformat(),
            "until": calls.dates[-1].isoformat(),
            "days": int(calls.open.sum()),
            "calls": calls.total,
            "contained": calls.contained,
            "blocked": calls.blocked,
            "columns": dict(self.records.columns),
            "queues": {calls.names[one.name]: one.name for one in centre.queues},
            "teams": {
                team.name: {
                    "queues": [calls.names[queue] for queue in team.queues],
                    "people": team.people,
                    "interval_minutes": calls.minutes,
                    "on_duty": calls.weekly(team.on_duty).round(3).tolist(),
                    "agents": team.headcount.tolist(),
                    "reserve": None if team.others is None else team.others.tolist(),
                }
                for team in centre.teams
            },
            "estimates": {one.path: one.to_json() for one in centre.estimates},
            "assumed": [one._asdict() for one in assumptions(centre)],
            "days_left_out": [one.to_json() for one in calls.unlike],
            "notices": self.notices,
            "rejected": [one._asdict() for one in self.rejected],
        }


def calibrate(
    paths: str | Path | Sequence[str | Path],
    output: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    minutes: int = 30,
    name: str | None = None,
    time_zone: str | None = None,
    centre_in: str | None = None,
    tell: Callable[[str], None] | None = None,
) -> Calibration:
    """Make a scenario of a centre's call records, each fact with its interval and its method.

    Arrivals by weekday and interval with the spread of busy days; talk, wrap-up and patience by
    likelihood, the family chosen by AIC, patience with those answered censored; who calls again;
    agents by interval, from their services.

    Args:
        paths: the files; several are read as one. Counts of intervals (date, time, calls) will do
            for arrivals; the rest is then taken from the literature.
        output: where the scenario is written.
        columns: the column of a role where the guess would be wrong.
        start: the first day that is used.
        end: the last day that is used.
        minutes: length of the profile's intervals: 15, 30 or 60.
        name: the scenario's name; else that of the file.
        time_zone: that of times that name none.
        centre_in: the centre's own, which becomes the scenario's; else `time_zone`. Where neither
            is known, times are taken as they are written.
        tell: told which step is under way.

    Raises:
        UsageError: the records cannot be used, or the file cannot be written.
    """
    output = Path(output)
    if minutes not in INTERVALS:
        raise UsageError(f"intervals of {minutes} minutes: write one of 15, 30 and 60")
    if start is not None and end is not None and start > end:
        raise UsageError(f"from {start} until {end} there is no day")
    if tell is not None:
        tell("Call records")
    first = paths if isinstance(paths, str | Path) else next(iter(paths), "")
    records: CallRecords | CallCounts
    zone = centre_in or time_zone
    times_in = None if time_zone == zone else time_zone
    if are_counts(first, columns):
        records = read_counts(
            paths, columns=columns, start=start, end=end, zone=zone, times_in=times_in
        )
        centre = centre_of(calls_of_counts(records, minutes), tell)
    else:
        records = read_calls(
            paths, columns=columns, start=start, end=end, zone=zone, times_in=times_in
        )
        centre = centre_of(calls_of(records, minutes), tell)
    name = name or output.stem.replace("_", " ").capitalize()
    kept = Remembered(_remembered(records), zone, times_in)
    loaded = write_scenario(centre, output, name, kept)
    return Calibration(centre, records, output, loaded)


def _remembered(records: CallRecords | CallCounts) -> dict[str, dict[str, str]]:
    """The columns that were read, by the kind of file; counts are an interval history."""
    kind = "calls" if isinstance(records, CallRecords) else "history"
    return {kind: dict(records.columns)}
