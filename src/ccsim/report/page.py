"""One page for a decision: self-contained HTML that prints on two sheets and asks nobody."""

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccsim.codes import RESULTS_VERSION
from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.results import RunResult
from ccsim.figures.colours import CONFIG, scenario_colours
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.metrics.catalogue.views import VIEWS
from ccsim.report import words
from ccsim.report.facts import assumptions, levers
from ccsim.report.pictures import Picture, pictures
from ccsim.report.precision import precision_sentences
from ccsim.report.selection import selection_columns, selection_rows, selection_sentence
from ccsim.report.tables import churn_rows, differences_row, estimates_row
from ccsim.report.worth import worth_sentences

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES: Final = files("ccsim.report") / "templates"


def write_page(result: Comparison | RunResult, path: Path | str) -> None:
    """Write a comparison or a run as one HTML page; an old page stays until the new one is whole.

    Args:
        result: what `compare` or `run` gave.
        path: the file to write.

    Raises:
        UsageError: nothing can be written there.
    """
    write_whole(page(result), Path(path))


def write_whole(text: str, path: Path) -> None:
    """Write a page; an old one stays until the new one is whole.

    Raises:
        UsageError: nothing can be written there.
    """
    try:
        handle, draft = tempfile.mkstemp(prefix=".unfinished-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        Path(draft).unlink(missing_ok=True)


def page(result: Comparison | RunResult) -> str:
    """The HTML text of the page."""
    return own_page("page.html.j2", pictures(result), **_story(result), **_numbers(result))


def own_page(template: str, figures: Sequence[Picture], **facts: Any) -> str:
    """A page from one of the own templates, with its figures and all that draws them."""
    from markupsafe import Markup
    from plotly.offline import get_plotlyjs

    shown = [_drawn(picture) for picture in figures]
    return _template(template).render(
        **facts,
        figures=shown,
        figures_json=Markup(_for_script(_figures_json(shown))),
        plotly=Markup(get_plotlyjs()),
        style=Markup(_own_file("page.css")),
        script=Markup(_own_file("page.js")),
    )


def _story(result: Comparison | RunResult) -> dict[str, Any]:
    """What the page says in words: who is compared, what came out, how to repeat it."""
    runs = _runs(result)
    first = runs[0]
    labels = [run.label for run in runs]
    light, dark = scenario_colours(labels), scenario_colours(labels, dark=True)
    notes = list(result.notes) if isinstance(result, Comparison) else []
    if any(run.stopped for run in runs):
        notes.append(f"The run was stopped early, after {first.replications} replications.")
    notes += precision_sentences(runs)
    return {
        "heading": words.heading(result),
        "conclusion": words.conclusion(result),
        "luck": words.luck_sentence(result) if isinstance(result, Comparison) else "",
        "notes": notes,
        "worth": worth_sentences(result) if isinstance(result, Comparison) else [],
        "scenarios": [
            {
                "label": run.label,
                "why": run.scenario.why,
                "fingerprint": run.fingerprint,
                "light": light[run.label],
                "dark": dark[run.label],
            }
            for run in runs
        ],
        "selection": _selection(result),
        "levers": levers([run.scenario for run in runs]) if len(runs) > 1 else [],
        "assumptions": assumptions([run.scenario for run in runs]),
        "command": words.repeat_command(result),
        "length": words.length_text(first),
        "replications": first.replications,
        "seed": first.seed,
        "engine": first.engine,
        "version": words.version_text(),
        "results_version": RESULTS_VERSION,
    }


def _selection(result: Comparison | RunResult) -> dict[str, Any] | None:
    """Which is best, if that was asked."""
    if isinstance(result, RunResult) or result.selection is None:
        return None
    return {
        "sentence": selection_sentence(result.selection),
        "columns": selection_columns(result.selection),
        "rows": selection_rows(result.selection),
    }


def _numbers(result: Comparison | RunResult) -> dict[str, Any]:
    """The tables of the page, each row a metric, each cell a number with its interval."""
    runs = _runs(result)
    known = [name for name in CATALOGUE if any(name in run.estimates for run in runs)]
    rows = {name: _metric_row(name, runs) for name in known}
    return {
        "headline": [rows[name] for name in words.headline_metrics() if name in rows],
        "scorecard": [
            {"quadrant": quadrant, "rows": [rows[name] for name in names if name in rows]}
            for quadrant, names in SCORECARD.items()
        ],
        "churn": [
            {"history": history, "cells": [{"value": v, "span": s} for v, s in cells]}
            for history, cells in churn_rows(runs)
        ],
        "views": [
            {"whose": whose, "rows": [rows[name] for name in names if name in rows]}
            for whose, names in VIEWS.items()
        ],
        "metrics": list(rows.values()),
        "differences": _difference_rows(result) if isinstance(result, Comparison) else [],
    }


def _metric_row(name: str, runs: list[RunResult]) -> dict[str, Any]:
    metric = CATALOGUE[name]
    return {
        "name": name,
        "title": words.title(name),
        "better": metric.better,
        "definition": metric.definition,
        "source": metric.source,
        "cells": [{"value": value, "span": span} for value, span in estimates_row(name, runs)],
    }


def _difference_rows(result: Comparison) -> list[dict[str, Any]]:
    rows = []
    for name in words.headline_metrics():
        found = [one for one in result.differences if one.metric == name]
        cells = [
            {
                "value": value,
                "span": f"{span}, n = {one.n}",
                "needed": words.needed_text(one),
                "verdict": one.verdict,
                "sign": words.SIGNS[one.verdict],
            }
            for one, (value, span) in zip(found, differences_row(found), strict=True)
        ]
        if cells:
            rows.append({"title": words.title(name), "cells": cells})
    return rows


@dataclass(frozen=True)
class _Drawn:
    """A figure in the page: its place, and what plotly's own script draws there."""

    id: str
    caption: str
    shape: str
    height: int
    light: Any
    dark: Any


def _drawn(picture: Picture) -> _Drawn:
    light, dark = (json.loads(picture.figure(dark).to_json()) for dark in (False, True))
    shape = "broad" if picture.broad else "half"
    height = int(light["layout"]["height"])
    return _Drawn(f"figure-{picture.name}", picture.caption, shape, height, light, dark)


def _figures_json(shown: list[_Drawn]) -> str:
    figures = [{"id": one.id, "light": one.light, "dark": one.dark} for one in shown]
    return json.dumps(
        {"config": CONFIG, "figures": figures}, allow_nan=False, separators=(",", ":")
    )


def _for_script(text: str) -> str:
    """JSON that cannot end the script element that it stands in."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _runs(result: Comparison | RunResult) -> list[RunResult]:
    return list(result.runs) if isinstance(result, Comparison) else [result]


def _own_file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _template(name: str) -> "Template":
    from jinja2 import BaseLoader, Environment, StrictUndefined

    environment = Environment(
        loader=BaseLoader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(_own_file(name))
