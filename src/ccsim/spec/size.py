"""How much memory a scenario needs, so that one that is too large is refused before it starts."""

import os
from pathlib import Path

from ccsim.spec.queues import Forecast
from ccsim.spec.scenario import Scenario
from ccsim.units import DAY

BYTES_PER_CUSTOMER = 100
BYTES_PER_CALL = 150
FIXED_BYTES = 300_000_000


def estimate_memory(scenario: Scenario) -> int:
    """Bytes that one replication needs: customers last, forecast calls are held for a day."""
    customers = sum(segment.count for segment in scenario.customers.values())
    calls = sum(
        calls_per_day(queue.forecast) for queue in scenario.queues.values() if queue.forecast
    )
    return round(FIXED_BYTES + customers * BYTES_PER_CUSTOMER + calls * BYTES_PER_CALL)


def calls_per_day(forecast: Forecast) -> float:
    """The most calls that a forecast expects on one day."""
    if forecast.rate is not None:
        return forecast.rate * DAY
    a_day = DAY // forecast.interval
    calls = forecast.calls or [0.0]
    return max(sum(calls[at : at + a_day]) for at in range(0, len(calls), a_day))


def available_memory() -> int | None:
    """Bytes that this machine can still give; None where it does not say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None
