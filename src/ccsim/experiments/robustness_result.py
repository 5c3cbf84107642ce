"""What is known of a verdict once it has been held against the doubts in the inputs."""

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from ccsim.experiments.comparable import Side
from ccsim.experiments.compare import Verdict, verdict_of
from ccsim.experiments.doubts import Doubt, Found
from ccsim.experiments.paired import PairedDifference
from ccsim.experiments.sensitivity import Effect, Interval
from ccsim.experiments.worlds import Share
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import Estimate, mean_of
from ccsim.metrics.totals import split_key
from ccsim.metrics.window import Floats

_NINE_OF_TEN: Final = (5, 95)


@dataclass(frozen=True)
class Matter:
    """A doubt with what the difference owes to it."""

    doubt: Doubt
    effect: Effect

    @property
    def flips_at(self) -> tuple[str, str, str] | None:
        """The value at which the verdict turns, and the ends of its interval, as they are read."""
        flip = self.effect.flip
        if flip.at is None or flip.low is None or flip.high is None:
            return None
        at, low, high = (
            self.doubt.text(self.doubt.value(float(one))) for one in (flip.at, flip.low, flip.high)
        )
        return at, low, high

    def to_json(self) -> dict[str, Any]:
        """The matter as other tools read it; values are in the units that scenarios are kept in."""
        doubt, effect = self.doubt, self.effect
        flip = effect.flip
        at, low, high = (
            None if one is None else doubt.value(float(one))
            for one in (flip.at, flip.low, flip.high)
        )
        return {
            "doubt": doubt.name,
            "index": vars(effect.index),
            "swing": vars(effect.swing),
            "at_low": effect.at_low.mean,
            "at_high": effect.at_high.mean,
            "ends": {"low": vars(effect.at_low), "high": vars(effect.at_high)},
            "established": effect.established,
            "verdict": flip.word,
            "flips_at": at,
            "flips_from": low,
            "flips_to": high,
        }


def _rank(one: Matter) -> tuple[bool, float, float]:
    effect = one.effect
    return not effect.established, -effect.index.mean, -abs(effect.swing.mean)


@dataclass(frozen=True)
class MetricVerdict:
    """What the worlds say of one metric."""

    metric: str
    """Name and slice."""
    unit: str
    better: Literal["higher", "lower"] | None
    as_they_stand: PairedDifference
    """The difference where nothing is in doubt."""
    apart: Floats
    """The difference in each world: the other scenario less the reference."""
    shares: Floats
    """[world, doubt]: how far up its range each doubt lies there, from 0 to 1."""
    alone: Floats
    """The difference with each luck, where nothing is in doubt."""
    doubts: tuple[Doubt, ...]
    """Those that can make a difference to it."""
    effects: tuple[Effect, ...]
    """What the difference owes to each doubt; empty where it is the same in all worlds."""

    @property
    def n(self) -> int:
        """How many worlds tell something of it."""
        return len(self.apart)

    @property
    def word(self) -> str:
        """What is counted: worlds in which the other scenario is better, or has more."""
        return "higher" if self.better is None else "better"

    @property
    def wins(self) -> Share:
        """In how many worlds the other scenario beats the reference."""
        won = self.apart < 0 if self.better == "lower" else self.apart > 0
        return Share(int(won.sum()), self.n)

    @property
    def losses(self) -> Share:
        """In how many worlds the reference beats the other scenario; a tie is neither's."""
        return Share(self.n - self.wins.count - self.ties, self.n)

    @property
    def ties(self) -> int:
        """In how many worlds there is no difference at all."""
        return int((self.apart == 0).sum())

    @property
    def agreed(self) -> bool:
        """Whether the difference has the same sign in all worlds."""
        return bool((self.apart > 0).all() or (self.apart < 0).all())

    @property
    def mean(self) -> Estimate:
        """The mean difference over worlds."""
        return mean_of(self.apart, self.unit)

    @property
    def nine_of_ten(self) -> tuple[float, float]:
        """Between which differences nine of ten worlds lie."""
        low, high = np.percentile(self.apart, _NINE_OF_TEN)
        return float(low), float(high)

    @property
    def luck(self) -> Interval | None:
        """The share of the variance between worlds that is luck, with the F interval."""
        from scipy.special import fdtri  # scipy.stats takes a second to load

        m, spread = len(self.alone), float(self.apart.var(ddof=1))
        if m < 2 or spread == 0:
            return None
        ratio = float(self.alone.var(ddof=1)) / spread
        low, high = (ratio / float(fdtri(m - 1, self.n - 1, q)) for q in (0.975, 0.025))
        return Interval(min(ratio, 1.0), min(low, 1.0), min(high, 1.0))

    @property
    def matters(self) -> list[Matter]:
        """The doubts, the one that matters most first; what is not established comes last."""
        both = [Matter(*one) for one in zip(self.doubts, self.effects, strict=False)]
        return sorted(both, key=_rank)

    @property
    def verdict(self) -> Verdict:
        """What may be said where nothing is in doubt, by the plain 95 % interval."""
        one = self.as_they_stand
        return verdict_of(CATALOGUE[split_key(self.metric)[0]], one, one.leaves_out_nought)

    def to_json(self) -> dict[str, Any]:
        """The verdict as other tools read it."""
        stand, (low, high) = self.as_they_stand, self.wins.ends
        return {
            "metric": self.metric,
            "unit": self.unit,
            "better": self.better,
            "as_they_stand": {
                "mean": stand.mean,
                "low": stand.low,
                "high": stand.high,
                "n": stand.n,
                "verdict": self.verdict,
            },
            "wins": {
                "word": self.word,
                "count": self.wins.count,
                "n": self.n,
                "mean": self.wins.mean,
                "low": low,
                "high": high,
                "losses": self.losses.count,
                "ties": self.ties,
                "agreed": self.agreed,
            },
            "difference": {
                "mean": self.mean.mean,
                "low": self.mean.low,
                "high": self.mean.high,
                "n": self.n,
                "p5": self.nine_of_ten[0],
                "p95": self.nine_of_ten[1],
            },
            "luck": None if self.luck is None else vars(self.luck) | {"n": len(self.alone)},
            "matters": [one.to_json() for one in self.matters],
        }


@dataclass(frozen=True)
class Robustness:
    """Whether what is said of two scenarios survives the doubts in their inputs."""

    reference: Side
    other: Side
    words: tuple[str, ...]
    """What was asked for besides, as the command line has it."""
    same_calendar: bool
    """Whether both are played over the same days."""
    found: Found
    verdicts: tuple[MetricVerdict, ...]
    undefined: tuple[str, ...]
    """Metrics that were asked for and have no value in these runs."""
    asked: int
    """How many worlds were asked for."""
    worlds: int
    """How many were played."""
    refused: int
    """How many were drawn and cannot be, and were drawn again."""
    why_refused: str
    replications: int
    """How often both were played in each."""
    seed: int
    engine: str
    stopped: bool
    """Whether the user ended it early."""
    kept: int
    """How many points were known from before."""
    notes: tuple[str, ...] = ()
    """What makes the scenarios less alike than a comparison wants."""

    def __repr__(self) -> str:
        """What was doubted, in a line."""
        return (
            f"Robustness({self.other.label!r} against {self.reference.label!r}, "
            f"{self.worlds} worlds, {len(self.verdicts)} metrics)"
        )

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on."""
        return {
            "reference": {"scenario": self.reference.label}
            | {"fingerprint": self.reference.fingerprint},
            "scenario": self.other.label,
            "fingerprint": self.other.fingerprint,
            "seed": self.seed,
            "replications": self.replications,
            "engine": self.engine,
            "worlds": self.worlds,
            "worlds_asked": self.asked,
            "worlds_drawn_again": self.refused,
            "why_drawn_again": self.why_refused or None,
            "stopped": self.stopped,
            "doubts": [_doubt_json(one) for one in self.found.doubts],
            "decisions": list(self.found.decisions),
            "levers": list(self.found.levers),
            "outside": [_doubt_json(one) for one in self.found.outside],
            "undefined": list(self.undefined),
            "notes": list(self.notes),
            "verdicts": [one.to_json() for one in self.verdicts],
        }


def _doubt_json(doubt: Doubt) -> dict[str, Any]:
    return {
        "doubt": doubt.name,
        "low": doubt.low,
        "high": doubt.high,
        "stands_at": doubt.middle,
        "text": f"{doubt.text(doubt.low)} to {doubt.text(doubt.high)}",
        "source": doubt.source,
        "grade": doubt.grade,
        "logarithmic": doubt.logarithmic,
        "paths": sorted({place.path for each in doubt.places for place in each}),
    }
