"""From a file to a scenario: composed, checked, and with the place of every fact."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ccsim.errors import Fault, ScenarioError
from ccsim.spec.checks import check_all_hours, check_scenario
from ccsim.spec.checks.strange import strange
from ccsim.spec.composition import Composition, apply_value, compose
from ccsim.spec.documents import Place, dotted
from ccsim.spec.messages import faults_of, find_booleans, make_fault
from ccsim.spec.references import check_references
from ccsim.spec.scenario import Scenario
from ccsim.spec.schema import json_schema
from ccsim.spec.writing import document_of, fingerprint, write_document

__all__ = ["CheckResult", "Loaded", "check", "dump", "fingerprint", "json_schema", "load"]


@dataclass(frozen=True)
class Loaded:
    """A scenario with what it was made from."""

    scenario: Scenario
    path: Path
    document: Mapping[str, Any]
    """All facts as written, with base, patch and settings composed."""
    provenance: Mapping[str, Place]
    """Where each path of the document is written: file, line, column."""
    base: Path | None = None
    """The file that this one patches, if it does."""
    patch: Mapping[str, Any] | None = None
    """The file's own patch, path to value; None for a file without a base."""
    sets: tuple[str, ...] = ()
    """What the command line set, as given."""
    notices: tuple[str, ...] = ()
    """What a user should know, though nothing is wrong."""

    def __repr__(self) -> str:
        """The file and what was set, in a line: the facts are in `scenario`."""
        changed = f", sets={list(self.sets)}" if self.sets else ""
        return f"Loaded({str(self.path)!r}{changed})"


@dataclass(frozen=True)
class CheckResult:
    """What `check` finds in one file."""

    path: Path
    faults: tuple[Fault, ...]
    notices: tuple[str, ...] = ()
    loaded: Loaded | None = None

    def __repr__(self) -> str:
        """The file, and how many faults it has."""
        return f"CheckResult({str(self.path)!r}, {len(self.faults)} faults)"

    @property
    def ok(self) -> bool:
        """Whether the file can be run."""
        return not self.faults


def load(path: str | Path, sets: Sequence[str] = ()) -> Loaded:
    """A scenario from a file, with `PATH=VALUE` settings applied on top.

    Args:
        path: a whole scenario, or a file with a base and a patch.
        sets: settings as `--set` takes them, applied in order.

    Raises:
        ScenarioError: the file or a setting cannot be used; all faults are named at once.
    """
    sets = _listed(sets)
    whole = compose(Path(path), sets)
    scenario, faults = _validate(whole)
    if faults or scenario is None:
        raise ScenarioError(_in_order(faults))
    return Loaded(
        scenario=scenario,
        path=Path(path),
        document=whole.data,
        provenance={dotted(at): place for at, place in whole.places.items()},
        base=whole.base,
        patch=None if whole.base is None else whole.patch,
        sets=tuple(sets),
        notices=(*whole.notices, *_notices(scenario, whole)),
    )


def with_values(facts: Loaded | Scenario, values: Mapping[str, Any]) -> Scenario:
    """The same scenario with other values at some paths, without reading any file again.

    Args:
        facts: the scenario.
        values: by path, as a file would have them.

    Raises:
        ScenarioError: a value cannot be used, or the scenario cannot be with it.
    """
    document = facts.document if isinstance(facts, Loaded) else document_of(facts)
    file = str(facts.path) if isinstance(facts, Loaded) else facts.name
    whole = Composition(file, deepcopy(dict(document)), {})
    for path, value in values.items():
        apply_value(whole, path, value)
    scenario, faults = _validate(whole)
    if faults or scenario is None:
        raise ScenarioError(_in_order(faults))
    return scenario


def _notices(scenario: Scenario, whole: Composition) -> Iterable[str]:
    """What is allowed, and can hardly be meant."""
    for path, words in strange(scenario):
        yield f"{make_fault(whole.places, whole.file, path, words)} (it is played as it stands)"


def check(paths: Iterable[str | Path] | str | Path, sets: Sequence[str] = ()) -> list[CheckResult]:
    """What is wrong in each of these files; nothing is raised for what a user can cause."""
    results = []
    for path in [paths] if isinstance(paths, str | Path) else paths:
        try:
            loaded = load(path, sets)
        except ScenarioError as error:
            results.append(CheckResult(Path(path), error.faults))
        else:
            results.append(CheckResult(Path(path), (), loaded.notices, loaded))
    return results


def _listed(sets: Sequence[str]) -> Sequence[str]:
    """Settings, where one may be given by itself: a text is a sequence of letters as well."""
    return (sets,) if isinstance(sets, str) else sets


def scenario_of(document: Mapping[str, Any], name: str) -> Scenario:
    """The scenario that a whole document describes, checked as a file is.

    Args:
        document: all facts as a file writes them.
        name: what faults call the document.

    Raises:
        ScenarioError: the document cannot be used; all faults are named at once.
    """
    scenario, faults = _validate(Composition(name, dict(document), {}))
    if faults or scenario is None:
        raise ScenarioError(_in_order(faults))
    return scenario


def dump(facts: Loaded | Scenario) -> str:
    """A complete YAML text that loads back to an equal scenario."""
    if isinstance(facts, Loaded):
        return write_document(facts.document)
    return write_document(document_of(facts))


def _validate(whole: Composition) -> tuple[Scenario | None, list[Fault]]:
    """The scenario that a document describes, or all that is wrong with it."""
    file, data, places = whole.file, whole.data, whole.places
    faults = whole.faults + find_booleans(data, places, file)
    scenario = None
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        faults += faults_of(error, data, places, file)
    faults += check_references(data, places, file)
    faults += check_all_hours(data, places, file)
    if scenario is not None and not faults:
        faults += check_scenario(scenario, places, file)
    return scenario, faults


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults by file and line, one for each place and path, the first that was found."""
    unique = {(fault.file, fault.path): fault for fault in reversed(list(faults))}
    return sorted(unique.values(), key=lambda f: (f.file, f.line or 0, f.column or 0, f.path))
