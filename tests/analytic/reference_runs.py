"""The reference cases as runs: which theory file and settings stand for each, and how long."""

from dataclasses import dataclass
from pathlib import Path

THEORY = Path(__file__).parents[2] / "scenarios" / "theory"
SEED = 1


@dataclass(frozen=True)
class Run:
    """How a case is simulated: a theory file, the case's values for its facts, and how long."""

    file: str
    sets: tuple[str, ...]
    days: int | None = None
    """Measured days of each replication; None where the case is a day or a week of its own."""
    warm_up_days: int = 1
    replications: int = 30
    queues: tuple[str, ...] = ()
    """The classes or tiers of the case, in its order."""
    teams: tuple[str, ...] = ()
    """The groups of the case, in its order."""

    def words(self, engine: str, out: Path) -> list[str]:
        """The command line, without the name of the program."""
        sets = [*self.sets]
        if self.days is not None:
            sets.append(f"calendar.days={self.days + self.warm_up_days}")
            sets.append(f"calendar.warm_up_days={self.warm_up_days}")
        return [
            *("run", str(THEORY / f"{self.file}.yaml"), "--json", "--quiet"),
            *("--engine", engine, "--seed", str(SEED), "--out", str(out)),
            *("--replications", str(self.replications)),
            *(word for each in sets for word in ("--set", each)),
        ]


RUNS = {
    "EB-02": Run(
        "erlang_b",
        (
            "queues.calls.forecast.rate=3.33333333333/min",
            "queues.calls.talk={exponential: 3m}",
            "teams.agents.headcount=17",
            "queues.calls.lines=17",
        ),
        days=20,
    ),
    "EC-01": Run(
        "erlang_c",
        (
            "queues.calls.forecast.rate=3.33333333333/min",
            "queues.calls.talk.exponential=3m",
            "teams.agents.headcount=14",
            "measures.service_level_threshold=20s",
        ),
        days=40,
    ),
    "EC-06": Run(
        "erlang_c",
        (
            "queues.calls.forecast.rate=7/min",
            "queues.calls.talk.exponential=1m",
            "teams.agents.headcount=9",
            "measures.service_level_threshold=20s",
        ),
        days=20,
    ),
    "CK-04": Run(
        "mmck",
        (
            "queues.calls.forecast.rate=3/min",
            "queues.calls.talk.exponential=15s",
            "teams.agents.headcount=2",
            "queues.calls.lines=3",
            "measures.service_level_threshold=6s",
        ),
        days=20,
    ),
    "EA-03": Run(
        "erlang_a",
        (
            "queues.calls.forecast.rate=3.33333333333/min",
            "queues.calls.talk.exponential=3m",
            "queues.calls.patience.exponential=5m",
            "teams.agents.headcount=14",
            "measures.service_level_threshold=20s",
        ),
        days=20,
    ),
    "EA-10": Run(
        "erlang_a",
        (
            "queues.calls.forecast.rate=13/min",
            "queues.calls.talk.exponential=1m",
            "queues.calls.patience.exponential=2m",
            "teams.agents.headcount=10",
            "measures.service_level_threshold=15s",
        ),
        days=8,
    ),
    "NG-04": Run(
        "mmn_g",
        (
            "queues.calls.forecast.rate=11/min",
            "queues.calls.talk.exponential=1m",
            "queues.calls.patience={gamma: {mean: 2m, shape: 2}}",
            "teams.agents.headcount=10",
            "measures.service_level_threshold=15s",
        ),
        days=8,
    ),
    "NG-08": Run(
        "mmn_g",
        (
            "queues.calls.forecast.rate=11/min",
            "queues.calls.talk.exponential=1m",
            "queues.calls.patience={lognormal: {mean: 2m, sd: 3m}}",
            "teams.agents.headcount=10",
            "measures.service_level_threshold=15s",
        ),
        days=8,
    ),
    "PR-01": Run(
        "priorities",
        (
            "queues.high.forecast.rate=2/min",
            "queues.low.forecast.rate=2.5/min",
            "queues.high.talk={exponential: 1m}",
            "queues.low.talk={exponential: 1m}",
            "teams.agents.headcount=5",
        ),
        days=40,
        queues=("high", "low"),
    ),
    "PR-05": Run(
        "priorities",
        (
            "queues.high.forecast.rate=0.2/min",
            "queues.middle.forecast.rate=0.6/min",
            "queues.low.forecast.rate=1.2/min",
            "queues.high.talk={exponential: 20s}",
            "queues.middle.talk={exponential: 20s}",
            "queues.low.talk={exponential: 20s}",
            "teams.agents.headcount=2",
        ),
        days=30,
        queues=("high", "middle", "low"),
    ),
    "MG-03": Run(
        "mg1",
        (
            "queues.calls.forecast.rate=18/min",
            "queues.calls.talk={constant: 1m}",
            "teams.agents.headcount=20",
        ),
        days=8,
    ),
    "TV-02": Run(
        "varying_day",
        (
            "queues.calls.hours=00:00-08:00",
            "queues.calls.at_closing=answered",
            "queues.calls.forecast={rate: 4.2/min}",
            "queues.calls.talk={exponential: 2m}",
            "queues.calls.patience={exponential: 1m}",
            "teams.agents.headcount=12",
            "teams.agents.hours=00:00-08:00",
            "measures.service_level_threshold=20s",
        ),
        replications=1000,
    ),
    "RD-01": Run(
        "redial",
        (
            "queues.calls.forecast.rate=8/min",
            "queues.calls.talk.exponential=1m",
            "queues.calls.patience={exponential: 2m}",
            "queues.calls.forecast.redials=0.5",
            "queues.calls.forecast.redial_delay={exponential: 5m}",
            "queues.calls.forecast.redial_patience=anew",
            "queues.calls.forecast.reconnects=0",
            "teams.agents.headcount=10",
        ),
        days=15,
    ),
    "OV-01": Run(
        "overflow",
        (
            "queues.calls.forecast.rate=12/min",
            "queues.calls.talk.exponential=1m",
            "queues.calls.patience={exponential: 2m}",
            "queues.calls.overflow.beyond=0",
            "teams.in_house.headcount=8",
            "teams.outsourced.headcount=4",
            "teams.in_house.talk_factor=1",
            "teams.outsourced.talk_factor=1",
        ),
        days=10,
        teams=("in_house", "outsourced"),
    ),
    "SK-01": Run(
        "n_model",
        (
            "queues.type1.forecast.rate=5/min",
            "queues.type2.forecast.rate=4/min",
            "queues.type1.talk={exponential: 1m}",
            "queues.type2.talk={exponential: 1m}",
            "queues.type1.patience={exponential: 2m}",
            "queues.type2.patience={exponential: 3m20s}",
            "teams.A.headcount=4",
            "teams.B.headcount=5",
            "teams.B.priority={type2: 1, type1: 2}",
        ),
        days=10,
        queues=("type1", "type2"),
        teams=("A", "B"),
    ),
    "ES-01": Run(
        "tiers",
        (
            "queues.tier1.forecast.rate=10/min",
            "queues.tier1.talk={exponential: 1m}",
            "queues.tier2.talk={exponential: 2m}",
            "queues.tier3.talk={exponential: 4m}",
            "queues.tier1.onward.chance=0.3",
            "queues.tier2.onward.chance=0.2",
            "teams.first.headcount=12",
            "teams.second.headcount=8",
            "teams.third.headcount=4",
        ),
        days=20,
        queues=("tier1", "tier2", "tier3"),
        teams=("first", "second", "third"),
    ),
    "EX-01": Run(
        "message_after",
        (
            "calendar.days=5",
            "queues.calls.hours=06:00-10:00",
            "teams.agents.hours=06:00-10:00",
            "queues.calls.at_closing=cleared",
            "queues.calls.forecast.rate=50/h",
            "queues.calls.talk={exponential: 10m}",
            "queues.calls.patience={exponential: 2m}",
            "queues.calls.longest_wait=2m",
            "queues.calls.lines=24",
            "teams.agents.headcount=12",
            "measures.service_level_threshold=1m",
        ),
        replications=500,
    ),
}
"""By the case's name: the paths are those that the comments of the theory files name."""
