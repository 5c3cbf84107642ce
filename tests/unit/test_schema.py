"""The JSON Schema takes what the loader takes."""

from pathlib import Path

import pytest

from ccsim.spec.documents import read_document
from ccsim.spec.schema import json_schema

jsonschema = pytest.importorskip("jsonschema")
SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml"))


def complaints(document: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(json_schema())
    return [error.message for error in validator.iter_errors(document)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_fits_the_schema(path: Path) -> None:
    assert complaints(read_document(path).data) == []


def test_a_patch_fits_and_a_wrong_key_does_not() -> None:
    assert complaints({"base": "a.yaml", "patch": {"queues.calls.lines": None}}) == []
    assert complaints({"base": "a.yaml", "queues": {}}) != []
    assert complaints({"calendar": {"days": 1}, "queues": {}, "teams": {}, "quues": {}}) != []
    assert complaints({"calendar": {"days": "x"}, "queues": {}, "teams": {}}) != []


def test_the_schema_is_itself_right() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    assert json_schema()["$defs"]["Segment"]["properties"]["redials"]["maximum"] == 1


def test_what_a_scenario_remembers_of_files_fits_and_other_columns_do_not() -> None:
    scenario = {"calendar": {"days": 1}, "queues": {}, "teams": {}}
    kept = {"forecast": {"calls": "Volume"}, "queues": {"Ventas": "sales"}, "time_zone": "UTC"}
    assert complaints({**scenario, "imports": kept}) == []
    assert complaints({**scenario, "imports": {"forecast": {"volume": "calls"}}}) != []
