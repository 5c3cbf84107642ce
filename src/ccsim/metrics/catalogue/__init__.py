"""The catalogue of metrics: every number that is reported, with its definition and its source."""

from typing import Final

from ccsim.metrics.catalogue import (
    arrivals,
    case_tails,
    cases,
    causes,
    channels,
    contacts,
    departments,
    enquiries,
    experience,
    front_door,
    incidents,
    leaving,
    money,
    needs,
    people,
    pit_stop,
    promises,
    regulator,
    reports,
    reputation,
    sales,
    satisfaction,
    steering,
    superiors,
    transfers,
    visits,
    workforce,
)
from ccsim.metrics.catalogue.metric import Metric

__all__ = ["AREAS", "CATALOGUE", "HEADLINES", "Metric"]

_AREAS: Final = (
    arrivals,
    enquiries,
    front_door,
    contacts,
    people,
    workforce,
    pit_stop,
    cases,
    departments,
    needs,
    case_tails,
    satisfaction,
    incidents,
    promises,
    visits,
    money,
    channels,
    superiors,
    steering,
    transfers,
    regulator,
    causes,
    experience,
    leaving,
    reputation,
    sales,
    reports,
)
CATALOGUE: dict[str, Metric] = {metric.name: metric for area in _AREAS for metric in area.METRICS}
"""All metrics by name, in the order in which they are shown."""

AREAS: dict[str, tuple[Metric, ...]] = {
    (area.__doc__ or "").partition("\n")[0]: area.METRICS for area in _AREAS
}
"""The same metrics by what they are about, in the words of their module."""

HEADLINES: tuple[str, ...] = tuple(name for name, metric in CATALOGUE.items() if metric.headline)
"""The metrics by which a comparison judges."""
