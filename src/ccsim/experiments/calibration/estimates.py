"""What is estimated from records: a value, its 95 % interval, from how many, and how."""

from dataclasses import dataclass
from typing import Any, Literal

from ccsim.units import SECOND, format_duration

Unit = Literal["time", "share", "number"]


@dataclass(frozen=True)
class Estimate:
    """One number of a scenario, as records tell it."""

    path: str
    """Where it stands in the scenario."""
    value: float
    """Seconds for times."""
    low: float
    high: float
    """The ends of the 95 % interval, or of the range where only that can be known."""
    n: int
    of: str
    """What was counted, such as "services"."""
    method: str
    unit: Unit = "number"
    grade: str = "B"
    """As in the evidence table: B for one centre's own records, C where only bounds are known."""
    ranged: bool = True
    """Whether the scenario carries its interval as a range."""
    assumed: bool = False
    """Whether the records tell nothing of it: then it is of the literature, or of theory."""

    @property
    def is_interval(self) -> bool:
        """Whether its ends are those of a 95 % interval; else they are a range."""
        return self.n > 0 and self.grade in ("A", "B")

    @property
    def ends(self) -> str:
        """From where to where it lies, as people read it; a range is called one."""
        words = f"{self.text(self.low)} to {self.text(self.high)}"
        return words if self.is_interval else f"range {words}"

    def text(self, number: float) -> str:
        """A value of it as people read it, and as a scenario file writes it."""
        if self.unit == "time":
            return duration(number)
        return f"{number:.4g}"

    def to_json(self) -> dict[str, Any]:
        """The estimate as one JSON object; times in seconds."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "ends": "95 % interval" if self.is_interval else "range",
            "n": self.n,
            "of": self.of,
            "unit": "s" if self.unit == "time" else self.unit,
            "method": self.method,
            "assumed": self.assumed,
        }

    def evidence(self) -> dict[str, Any]:
        """The range of the field, as the scenario's own evidence writes it."""
        times = self.unit == "time"
        ends = (self.low, self.value), (self.value, self.high)
        # Rounding for readers must not put the value outside its own range.
        low, high = min(ends[0]), max(ends[1])
        return {
            "low": duration(low, down=True) if times else float(f"{low:.4g}"),
            "high": duration(high, up=True) if times else float(f"{high:.4g}"),
            "source": f"{self.method}; n = {self.n:,} {self.of}",
            "grade": self.grade,
        }


def duration(seconds: float, down: bool = False, up: bool = False) -> str:
    """A time as a scenario writes it, to a tenth of a second, or to a second if it is long."""
    step = SECOND if seconds >= 100 else SECOND // 10
    steps = seconds * SECOND / step
    whole = int(steps) if down else -int(-steps // 1) if up else round(steps)
    return format_duration(max(whole, 1) * step)
