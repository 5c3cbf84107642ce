"""The file format as a JSON Schema, for editors that check and complete while one types."""

from typing import Any

from ccsim.spec.scenario import Scenario

_BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of scenario files: a whole scenario, or a base with a patch."""
    whole = Scenario.model_json_schema()
    definitions = whole.pop("$defs")
    for definition in (whole, *definitions.values()):
        for name, field in definition.get("properties", {}).items():
            definition["properties"][name] = _as_written(name, field)
    definitions["Scenario"] = whole
    definitions["Patched"] = _patched(whole["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ccsim scenario",
        "if": {"required": ["base"]},
        "then": {"$ref": "#/$defs/Patched"},
        "else": {"$ref": "#/$defs/Scenario"},
        "$defs": definitions,
    }


def _patched(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": "A base with a patch",
        "type": "object",
        "additionalProperties": False,
        "required": ["base"],
        "properties": {
            "base": {"type": "string", "description": "The file that this one starts from."},
            "patch": {
                "type": "object",
                "description": "Dotted paths to new values; null takes a value away.",
                "propertyNames": {"pattern": r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$"},
            },
            **{name: properties[name] for name in ("format", "name", "why")},
        },
    }


def _as_written(name: str, field: dict[str, Any]) -> dict[str, Any]:
    """A field as a file may write it: with units, and with its shorthands."""
    field = _plain(field)
    if name == "headcount":
        shorthand = {"type": "array", "items": {"type": "integer", "minimum": 0}}
        field["anyOf"] = [*field["anyOf"], shorthand]
    elif name == "onward":
        return {"anyOf": [field, field["items"]], "description": field.get("description", "")}
    elif name == "calls" and "anyOf" in field:  # of a forecast: those of one interval or of many
        field["anyOf"] = [*field["anyOf"], {"type": "number"}]
    return field


def _plain(node: Any) -> Any:
    """The schema with bounds by their JSON names, and texts where units are written."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plain(each) for key, each in node.items() if key != "default"}
    if kept.get("unit") in {"duration", "events per span", "money"}:
        for key in (*_BOUNDS, *_BOUNDS.values(), "$ref", "allOf"):
            kept.pop(key, None)
        kept["type"] = (
            ["string", "number", "object"]
            if kept["unit"] == "money"
            else [
                "string",
                "number",
            ]
        )
    return {_BOUNDS.get(key, key): each for key, each in kept.items()}
