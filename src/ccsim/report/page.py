"""One page for a decision: self-contained HTML that prints on two sheets and asks nobody."""

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccsim.codes import RESULTS_VERSION
from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.results import RunResult
from ccsim.experiments.worst import FollowedCase
from ccsim.figures.colours import CONFIG, scenario_colours
from ccsim.figures.numbers import unbroken
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.catalogue.views import VIEWS
from ccsim.report import words
from ccsim.report.decision import decision_sentence
from ccsim.report.doubts import doubts
from ccsim.report.facts import all_facts, levers
from ccsim.report.keeping_up import keeping_up_sentences
from ccsim.report.pictures import Picture, Reasons, journey_picture, pictures, told
from ccsim.report.precision import precision_sentences
from ccsim.report.scorecard import Cell, card, runs_of, short_card, whole_card
from ccsim.report.selection import selection_columns, selection_rows, selection_sentence
from ccsim.report.tables import churn_rows
from ccsim.report.worth import worth_sentences

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES: Final = files("ccsim.report") / "templates"


def write_page(
    result: Comparison | RunResult,
    path: Path | str,
    *,
    explanation: Reasons | None = None,
    robustness: Reasons | None = None,
    worst: FollowedCase | None = None,
    notes: Sequence[str] = (),
) -> None:
    """Write a comparison or a run as one HTML page; an old page stays until the new one is whole.

    Args:
        result: what `compare` or `run` gave.
        path: the file to write.
        explanation: what each lever is worth, where that has been asked.
        robustness: whether verdicts survive the doubts in the inputs, where that has been asked.
        worst: the worst case, told as a story, where the runs are kept.
        notes: what a reader has to know of how the runs were made.

    Raises:
        UsageError: nothing can be written there.
    """
    whole = page(result, explanation=explanation, robustness=robustness, worst=worst, notes=notes)
    write_whole(whole, Path(path))


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


def page(
    result: Comparison | RunResult,
    *,
    explanation: Reasons | None = None,
    robustness: Reasons | None = None,
    worst: FollowedCase | None = None,
    notes: Sequence[str] = (),
) -> str:
    """The HTML text of the page; the arguments are those of `write_page`."""
    why = list(explanation.pictures) if explanation is not None else []
    shown = pictures(result)
    if why:  # they take the place of the others on paper
        shown = [replace(one, on_paper=False) for one in shown]
    lanes = [journey_picture("journey-worst", worst.journey)] if worst is not None else []
    survives = list(robustness.pictures) if robustness is not None else []
    return own_page(
        "page.html.j2",
        [*why, *shown, *lanes, *survives],
        **_story(result, notes),
        **_numbers(result),
        **_grounds(result),
        explanation=explanation,
        robustness=robustness,
        wins=[f"figure-{one.name}" for one in survives],
        lanes=[f"figure-{one.name}" for one in lanes],
        worst=worst,
        told=[] if worst is None else told(worst.journey),
    )


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


def _story(result: Comparison | RunResult, said: Sequence[str]) -> dict[str, Any]:
    """What the page says in words: who is compared, what came out, how to repeat it."""
    runs = runs_of(result)
    first = runs[0]
    labels = [run.label for run in runs]
    light, dark = scenario_colours(labels), scenario_colours(labels, dark=True)
    notes = [*(result.notes if isinstance(result, Comparison) else ()), *said]
    if any(run.stopped for run in runs):
        notes.append(f"The run was stopped early, after {first.replications} replications.")
    notes += [*precision_sentences(runs), *keeping_up_sentences(runs)]
    return {
        "heading": words.heading(result),
        "conclusion": decision_sentence(result),
        "details": words.conclusion(result).splitlines(),
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
    runs = runs_of(result)
    return {
        "short_card": short_card(result),
        "whole_card": whole_card(result),
        "churn": [
            {"history": history, "cells": [Cell(value, span) for value, span in cells]}
            for history, cells in churn_rows(runs)
        ],
        "views": [(whose, rows) for whose, names in VIEWS.items() if (rows := card(names, result))],
        "metrics": card(list(CATALOGUE), result),
    }


def _grounds(result: Comparison | RunResult) -> dict[str, Any]:
    """What the numbers rest on: the levers, the facts, and those of them that are doubted."""
    scenarios = [run.scenario for run in runs_of(result)]
    return {
        "levers": levers(scenarios) if len(scenarios) > 1 else [],
        "facts": all_facts(scenarios),
        "doubts": doubts(scenarios),
    }


@dataclass(frozen=True)
class _Drawn:
    """A figure in the page: its place, and what plotly's own script draws there."""

    id: str
    caption: str
    shape: str
    height: int
    light: Any
    dark: Any
    looks: str
    """Further classes: not printed, or half as broad on paper."""


def _drawn(picture: Picture) -> _Drawn:
    light, dark = (json.loads(picture.figure(dark).to_json()) for dark in (False, True))
    shape = "broad" if picture.broad else "half"
    height = int(light["layout"]["height"])
    looks = "" if picture.on_paper else " on-screen"
    looks += " paper-half" if picture.half_on_paper else ""
    return _Drawn(f"figure-{picture.name}", picture.caption, shape, height, light, dark, looks)


def _figures_json(shown: list[_Drawn]) -> str:
    figures = [{"id": one.id, "light": one.light, "dark": one.dark} for one in shown]
    return json.dumps(
        {"config": CONFIG, "figures": figures}, allow_nan=False, separators=(",", ":")
    )


def _for_script(text: str) -> str:
    """JSON that cannot end the script element that it stands in."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _own_file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _unbroken(value: Any) -> Any:
    """Numbers whose units stay beside them; scripts are ready, and commands are to be copied."""
    return unbroken(value) if type(value) is str and not value.startswith("ccsim ") else value


def _template(name: str) -> "Template":
    from jinja2 import BaseLoader, Environment, StrictUndefined

    environment = Environment(
        loader=BaseLoader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_unbroken,
    )
    return environment.from_string(unbroken(_own_file(name)))
