"""The scenario that carries a staffing: a base and a patch, as a user would have written it."""

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq

from ccsim.errors import ScenarioError, UsageError
from ccsim.experiments.keep import record_of
from ccsim.experiments.replicate import REPLICATIONS, Progress, run_all
from ccsim.experiments.staff_result import Carries, Staffing
from ccsim.spec.loading import Loaded
from ccsim.spec.paths import value_at
from ccsim.spec.quantities import read_change
from ccsim.spec.renamed import current_path
from ccsim.spec.writing import document_of
from ccsim.store import drafts, runs
from ccsim.store.places import unwritable

_MOST_KEPT: Final = 100


def save_scenario(staffing: Staffing, path: Path, carries: Carries = "requirement") -> None:
    """Write the scenario with its staff; whatever goes wrong, no half of a file is left.

    Raises:
        UsageError: the file cannot be written, or the staff does not fit the rest of the scenario.
    """
    try:
        drafts.save(scenario_text(staffing, path, carries), path)
    except ScenarioError as error:
        raise UsageError(f"the staff does not fit the rest of the scenario:\n{error}") from None


def keep_staffed(
    staffing: Staffing,
    root: Path,
    carries: Carries = "requirement",
    progress: Progress | None = None,
) -> Path:
    """Run the scenario with its staff at the fresh luck of the last word, and keep the run.

    As often as the last word was played, and at most a hundred times.

    Raises:
        UsageError: nothing can be written to the root folder.
    """
    often = min(staffing.verdicts[0].n, _MOST_KEPT) if staffing.verdicts else REPLICATIONS
    settings = replace(
        staffing.settings, replications=often, seed=staffing.fresh_seed, precision={}
    )
    name, why = _about(staffing)
    scenario = staffing.staffed(carries).model_copy(update={"name": name, "why": why})
    (result,) = run_all([scenario], settings, progress=progress)
    try:
        root.mkdir(parents=True, exist_ok=True)
        return runs.save(record_of(result), root)
    except OSError as error:
        raise unwritable(root, error) from None


def _about(staffing: Staffing) -> tuple[str, str]:
    """What the scenario with its staff is called, and why it is there."""
    why = f"{'Cheapest' if staffing.question.cheapest else 'Fewest'} agents found for "
    why += " and ".join(target.text for target in staffing.question.targets)
    return f"{staffing.label}, staffed", f"{why}, per {staffing.question.per}."


def scenario_text(staffing: Staffing, path: Path, carries: Carries = "requirement") -> str:
    """The scenario as YAML: base and patch, or whole where it did not come from a file."""
    name, why = _about(staffing)
    source = staffing.source
    if source is None:
        return _whole(staffing, carries, name, why)
    patch = {**_settings(source), **staffing.patch(carries)}
    base = os.path.relpath(source.path, path.parent)
    return _yaml({"base": Path(base).as_posix(), "name": name, "why": why, "patch": patch})


def _settings(source: Loaded) -> dict[str, Any]:
    """What the command line set, as a patch: of a change, such as `+10%`, what came of it."""
    reader = YAML(typ="safe", pure=True)
    found: dict[str, Any] = {}
    for text in source.sets:
        path, _, written = text.partition("=")
        path = current_path(path.strip())[0]
        is_change = read_change(written, path) is not None
        found[path] = value_at(source.document, path) if is_change else reader.load(written)
    return found


def _whole(staffing: Staffing, carries: Carries, name: str, why: str) -> str:
    document = {**document_of(staffing.scenario), "name": name, "why": why}
    for path, value in staffing.patch(carries).items():
        *above, last = path.split(".")
        node = document
        for part in above:
            node = node[part]
        if value is None:
            node.pop(last, None)
        else:
            node[last] = value
    return _yaml(document)


def _yaml(document: dict[str, Any]) -> str:
    yaml = YAML()
    yaml.width = 100
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(_compact(document), out)
    return out.getvalue()


def _compact(value: Any) -> Any:
    """Lists of numbers on as few lines as they need."""
    if isinstance(value, dict):
        return {key: _compact(each) for key, each in value.items()}
    if isinstance(value, list):
        written = CommentedSeq([_compact(each) for each in value])
        if all(isinstance(each, int | float) for each in value):
            written.fa.set_flow_style()
        return written
    return value
