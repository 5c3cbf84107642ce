"""What a check finds wrong in a scenario that is written down for a test."""

from pathlib import Path

from ccsim.errors import Fault, ScenarioError
from ccsim.spec.loading import load


def faults(folder: Path, text: str, *sets: str) -> tuple[Fault, ...]:
    """The faults of a file with such a text; none where the scenario is right."""
    path = folder / "centre.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load(path, sets)
    except ScenarioError as error:
        return error.faults
    return ()


def told(folder: Path, text: str, *sets: str) -> list[str]:
    """The same, each as `path: message`."""
    return [f"{fault.path}: {fault.message}" for fault in faults(folder, text, *sets)]
