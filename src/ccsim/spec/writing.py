"""A scenario written down again: complete, and read back to equal facts."""

import datetime as dt
import io
import json
import math
from collections.abc import Mapping
from hashlib import blake2s
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML
from ruamel.yaml.representer import SafeRepresenter

from ccsim.codes import RESULTS_VERSION
from ccsim.spec.fields import Amount
from ccsim.spec.scenario import ABOUT_THE_FILE, Scenario
from ccsim.units import (
    DAY,
    HOUR,
    MINUTE,
    NEVER,
    SECOND,
    format_duration,
    parse_duration,
    parse_money,
    parse_rate,
)

_RATE_SPANS = {"min": MINUTE, "h": HOUR, "s": SECOND, "day": DAY}
_MONEY_SPANS = ("h", "month", "day", "week", "year", "min", "s")


def write_document(document: Mapping[str, Any]) -> str:
    """A document as YAML text, without references to other files."""
    return _yaml_text(dict(document), flow=False, width=100)


def one_line(value: Any) -> str:
    """A value on one line, as a patch or `--set` writes it.

    >>> one_line({"lognormal": {"mean": "5m", "sigma": 0.9}})
    '{lognormal: {mean: 5m, sigma: 0.9}}'
    """
    return _yaml_text(value, flow=True, width=1_000_000).removesuffix("...\n").strip()


def neutral_value(field: FieldInfo) -> Any:
    """What holds where a file does not name a fact, as a file would write it; None for nothing."""
    if field.is_required() or field.default is None:
        return None
    written = _written(field.default, unit_of_field(field))
    if unit_of_field(field) == "duration" and isinstance(written, str) and written != "never":
        return format_duration(parse_duration(written))
    return written


class _Writer(SafeRepresenter):
    """Writes lists of numbers, such as the calls of each interval, on as few lines as they need."""

    def represent_list(self, data: Any) -> Any:
        """A list, on lines of its own only where it holds more than numbers."""
        numbers = bool(data) and all(isinstance(one, int | float) for one in data)
        flow = True if numbers else None
        return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flow)


_Writer.add_representer(list, _Writer.represent_list)


def _yaml_text(value: Any, *, flow: bool, width: int) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Writer
    yaml.default_flow_style = flow
    yaml.allow_unicode = True
    # The library has it as None at first, and so as nothing else by its types.
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.representer.ignore_aliases = lambda *_: True
    yaml.width = width
    out = io.StringIO()
    yaml.dump(value, out)
    return out.getvalue()


def document_of(scenario: Scenario) -> dict[str, Any]:
    """A scenario's facts as a file writes them; what is neutral is left out."""
    return {"name": scenario.name, **_group(scenario)}


def fingerprint(scenario: Scenario) -> str:
    """Twelve hex digits, equal when the facts are, whatever the scenario is called.

    The order of a file and facts that are written out though neutral make no difference;
    a new `RESULTS_VERSION` does.
    """
    facts = scenario.model_dump(mode="json", exclude_defaults=True, exclude=set(ABOUT_THE_FILE))
    text = json.dumps([RESULTS_VERSION, facts], sort_keys=True, separators=(",", ":"))
    return blake2s(text.encode("utf-8"), digest_size=6).hexdigest()


def written_value(value: Any, field: FieldInfo) -> Any:
    """A single value as a file writes it, in the unit of its field."""
    return _written(value, unit_of_field(field))


def _group(facts: BaseModel) -> dict[str, Any]:
    written = {}
    for name, field in type(facts).model_fields.items():
        value = getattr(facts, name)
        if value is None or (not field.is_required() and value == field.default):
            continue
        written[name] = _written(value, unit_of_field(field))
    return written


def _written(value: Any, unit: str | None) -> Any:
    if isinstance(value, Amount):
        return _money_text(value)
    if isinstance(value, BaseModel):
        return _group(value)
    if isinstance(value, dict):
        return {key: _written(each, unit) for key, each in value.items()}
    if isinstance(value, list):
        return [_written(each, unit) for each in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if unit == "duration":
        return "never" if value >= NEVER else f"{value}ms"
    if unit == "events per span":
        return _rate_text(value)
    return value


def unit_of_field(field: FieldInfo) -> str | None:
    """The unit of a field, wherever in its type it is said."""
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "unit" in extra:
        return str(extra["unit"])
    return _unit_within(field.annotation)


def _unit_within(annotation: Any) -> str | None:
    for part in get_args(annotation):
        unit = unit_of_field(part) if isinstance(part, FieldInfo) else _unit_within(part)
        if unit is not None:
            return unit
    return None


def _rate_text(rate: float) -> str:
    """A rate per span that reads back to the same number, per minute if possible."""
    for span, length in _RATE_SPANS.items():
        number = rate * length
        near = (math.nextafter(number, 0), number, math.nextafter(number, math.inf))
        for text in (f"{number:.12g}", *map(repr, near)):
            if parse_rate(f"{text}/{span}") == rate:
                return f"{text}/{span}"
    return f"{rate * MINUTE!r}/min"


def _money_text(amount: Amount) -> str:
    text = f"{amount.value!r} {amount.currency}"
    for span in _MONEY_SPANS:
        if parse_money(f"{text}/{span}")[2] == amount.per_ms:
            return f"{text}/{span}"
    return text
