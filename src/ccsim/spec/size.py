"""How much memory a scenario needs, so that one that is too large is refused before it starts."""

import os
from pathlib import Path

from ccsim.spec.queues import Forecast
from ccsim.spec.scenario import Scenario
from ccsim.units import DAY, DAYS_OF_YEAR

BYTES_PER_CUSTOMER = 100
BYTES_PER_CALL = 250
FIXED_BYTES = 300_000_000
DAYS_A_CASE_IS_OPEN = 14


def estimate_memory(scenario: Scenario) -> int:
    """Bytes that a replication needs: customers and open cases last, calls are held for a day."""
    customers = sum(segment.count for segment in scenario.customers.values())
    calls = sum(
        calls_per_day(queue.forecast) for queue in scenario.queues.values() if queue.forecast
    )
    open_cases = needs_per_day(scenario) * DAYS_A_CASE_IS_OPEN + struck_at_once(scenario)
    return round(
        FIXED_BYTES + customers * BYTES_PER_CUSTOMER + (calls + open_cases) * BYTES_PER_CALL
    )


def needs_per_day(scenario: Scenario) -> float:
    """Needs that customers have on a mean day."""
    return sum(
        segment.count * need.per_customer_year * need.by_segment.get(name, 1.0) / DAYS_OF_YEAR
        for name, segment in scenario.customers.items()
        for need in scenario.needs.values()
    )


def struck_at_once(scenario: Scenario) -> float:
    """Customers whom the largest incident strikes."""
    segments = scenario.customers
    return max(
        (
            sum(segments[name].count * share for name, share in incident.strikes.items())
            for incident in scenario.incidents.values()
        ),
        default=0.0,
    )


def calls_per_day(forecast: Forecast) -> float:
    """The most calls that a forecast expects on one day."""
    if forecast.rate is not None:
        return forecast.rate * forecast.scale * DAY
    a_day = DAY // forecast.interval
    calls = forecast.calls or [0.0]
    busiest = max(sum(calls[at : at + a_day]) for at in range(0, len(calls), a_day))
    return busiest * forecast.scale


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
