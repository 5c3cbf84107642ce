"""Every metric, as a page to read: made from the catalogue itself."""

from collections.abc import Iterator
from typing import Final

from ccsim.metrics.catalogue import AREAS, CATALOGUE, HEADLINES, Metric
from ccsim.metrics.catalogue.metric import COHORT
from ccsim.report.words import title

COMMAND: Final = "ccsim schema --metrics"
_START: Final = f"""# Metrics

Made from the catalogue by `{COMMAND}`. A name is what stands behind `--metric`, `--target`,
`--best` and `--precision`, and in `--json`. Where a metric has axes, one part of it is asked for as
`mean_wait_s[queue=gold]`. A ratio is total ÷ total; contacts count that arrived after the warm-up.
A name in **bold** is a headline metric, by which a comparison judges.

Definitions that begin with *Cohort* speak of the cases opened after the warm-up and at least
`follow_up` before the end, each within `follow_up` of its opening. Money is in the scenario's
currency, *share* is from 0 to 1.
"""
_HEAD: Final = ("Name", "Called", "Unit", "Better", "What it is", "By", "Whose definition")


def metrics_page() -> str:
    """All metrics in Markdown: a section for each area, a row for each metric."""
    return "\n".join([_START, *(line for area in AREAS for line in _section(area))])


def _section(area: str) -> Iterator[str]:
    heading, _, words = area.removeprefix("Metrics of ").rstrip(".").partition(":")
    yield f"## {_sentence(heading)}"
    yield ""
    if words:
        yield f"{_sentence(words.strip())}.\n"
    yield _line(_HEAD)
    yield _line(("---",) * len(_HEAD))
    yield from (_line(_row(CATALOGUE[one.name])) for one in AREAS[area])
    yield ""


def _row(metric: Metric) -> tuple[str, ...]:
    name = f"`{metric.name}`"
    definition = metric.definition
    if definition.startswith(COHORT):
        definition = f"Cohort: {definition.removeprefix(COHORT)}"
    axes = ", ".join(axis.replace(",", " and ") for axis in metric.slices if axis)
    return (
        f"**{name}**" if metric.name in HEADLINES else name,
        title(metric.name),
        metric.unit,
        metric.better or "–",
        " ".join(definition.split()),
        axes or "–",
        metric.source,
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
