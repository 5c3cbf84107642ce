"""What a sweep varies: one fact of a scenario, and the values that it takes one after the other."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from ccsim.errors import ScenarioError, UsageError
from ccsim.spec.documents import read_value
from ccsim.spec.paths import annotation_at, is_index, value_at
from ccsim.spec.quantities import (
    PLAIN,
    Change,
    NoQuantityError,
    Quantity,
    is_whole,
    read_change,
    read_quantity,
    tidy,
    whole,
    write_quantity,
)
from ccsim.spec.renamed import current_path

OPTION: Final = "--vary"
MOST_PATHS: Final = 2
MOST_POINTS: Final = 400
_EXAMPLES: Final = (
    "write PATH=A:B:N for N values from A to B, such as operating_model.ownership=0:0.8:5, "
    "or PATH=A,B,C for these values"
)
_OWN: Final = "×"


class Value(NamedTuple):
    """One of the values: as `--set` takes it, as people read it, and where it lies on an axis."""

    setting: str
    label: str
    number: float | None
    """In the unit of the variation; None for a value that is no quantity, such as a name."""


@dataclass(frozen=True)
class Variation:
    """A fact, and the values that it takes."""

    text: str
    """As the user wrote it."""
    path: str
    """Of the fact, as `--set` takes it."""
    values: tuple[Value, ...]
    unit: str
    """Of the numbers: s, × for multiples of the scenario's own value, `EUR/h`, `/min` or none."""
    notices: tuple[str, ...] = ()
    """What the user has to know of how it was read."""


def parse_variations(texts: Sequence[str], document: Mapping[str, Any]) -> list[Variation]:
    """What a user varies.

    Args:
        texts: one or two of ``PATH=A:B:N`` (N values from A to B) or ``PATH=A,B,C``; where an end
            is written ``x0.8``, the scenario's own value is multiplied.
        document: the scenario's facts as written, of which the own values are taken.

    Raises:
        UsageError: what cannot be read, or makes no sweep; the message says what would be right.
    """
    if not texts:
        raise UsageError(f"there is nothing to vary: {_EXAMPLES} ({OPTION} PATH=...)")
    if len(texts) > MOST_PATHS:
        raise UsageError(
            f"{OPTION} is given {len(texts)} times: a sweep varies one path or two; "
            "set the others by --set"
        )
    found = [_parse(text, document) for text in texts]
    paths = [f"{one.path}." for one in found]
    if len(found) > 1 and (paths[0].startswith(paths[1]) or paths[1].startswith(paths[0])):
        raise UsageError(
            f"{OPTION} varies {found[0].path} and {found[1].path}, and one holds the other: "
            "a sweep varies two different facts"
        )
    points = math.prod(len(one.values) for one in found)
    if points > MOST_POINTS:
        raise UsageError(
            f"{' and '.join(f'{OPTION} {text}' for text in texts)}: that makes {points:,} points, "
            f"and a sweep has at most {MOST_POINTS}: take fewer values"
        )
    return found


def _parse(text: str, document: Mapping[str, Any]) -> Variation:
    written, sign, rest = text.partition("=")
    if not sign or not written.strip() or not rest.strip():
        raise UsageError(f"{OPTION} {text!r} cannot be read: {_EXAMPLES}")
    path, renamed = current_path(written.strip())
    _check_signs(text, rest)
    ends = rest.split(":")
    if len(ends) in (2, 3) and all(map(_read, ends[:2])) and "," not in rest:
        values, unit, rounded = _range(text, path, ends, document)
    else:
        values, unit = _list(text, path, rest, document)
        rounded = False
    unique = tuple({value.setting: value for value in values}.values())
    if len(unique) < 2:
        raise UsageError(
            f"{OPTION} {text!r} gives one value, {unique[0].label}: a sweep takes at least two"
        )
    told = _told(text, path, len(values), unique, rounded=rounded)
    notices = [notice for notice in (renamed, told) if notice]
    return Variation(text, path, unique, unit, tuple(notices))


def _check_signs(text: str, rest: str) -> None:
    """Refuse `+2`, which `--set` would add to what is there, and a sweep would take as it is."""
    for part in re.split("[:,]", rest):
        change = read_change(part)
        if change is not None and change.added is not None:
            raise UsageError(
                f"{OPTION} {text!r}: {part.strip()} more than what? A sweep takes values, such as "
                "5:9:5, or multiples of the scenario's own, such as x0.8:x1.2:5 or -20%:+20%:5"
            )


def _told(
    text: str, path: str, given: int, unique: Sequence[Value], *, rounded: bool
) -> str | None:
    """What the user has to know of the values that were made."""
    which = f"{len(unique)} of {given}" if len(unique) < given else f"{given}"
    labels = ", ".join(value.label for value in unique)
    if rounded:
        return f"{OPTION} {text}: {path} is a whole number; rounded, {which} values: {labels}"
    if len(unique) < given:
        return f"{OPTION} {text}: {which} values are different: {labels}"
    return None


def _range(
    text: str, path: str, ends: Sequence[str], document: Mapping[str, Any]
) -> tuple[list[Value], str, bool]:
    """Values at equal distances, both ends among them; whole numbers where the fact is one."""
    count = _count(text, ends)
    first, last = _alike(text, [_amount(end) for end in ends[:2]])
    if first == last:
        raise UsageError(
            f"{OPTION} {text!r} gives one value, {ends[0].strip()}: A and B must differ"
        )
    step = (last.number - first.number) / (count - 1)
    exact = [tidy(first.number + step * at) for at in range(count)]
    numbers = exact
    if first.unit == PLAIN and is_whole(annotation_at(_parts(path))):
        numbers = [float(whole(number)) for number in exact]
    unit = first.unit
    values = [_value(path, Quantity(number, unit), document) for number in numbers]
    return values, unit, numbers != exact


def _count(text: str, ends: Sequence[str]) -> int:
    """How many values a range has."""
    if len(ends) < 3:
        raise UsageError(
            f"{OPTION} {text!r} does not say how many values: write PATH=A:B:N, such as "
            f"{text.strip()}:5"
        )
    written = ends[2].strip()
    if not is_index(written) or not 2 <= int(written) <= MOST_POINTS:
        raise UsageError(
            f"{OPTION} {text!r}: {written!r} is not how many values there are: N is a whole number "
            f"from 2 to {MOST_POINTS}"
        )
    return int(written)


def _list(text: str, path: str, rest: str, document: Mapping[str, Any]) -> tuple[list[Value], str]:
    """The values that a user names one by one; any that `--set` takes."""
    try:
        given, _ = read_value(f"[{rest}]", OPTION, lines=False)
    except ScenarioError:
        raise UsageError(f"{OPTION} {text!r} cannot be read: {_EXAMPLES}") from None
    if len(given) < 2:
        raise UsageError(f"{OPTION} {text!r} gives one value: {_EXAMPLES}")
    found = [_read(str(one)) if _is_simple(one) else None for one in given]
    amounts = [one for one in found if one is not None]
    if len(amounts) == len(given):
        alike = _alike(text, amounts)
        return [_value(path, one, document) for one in alike], alike[0].unit
    if any(one.unit == _OWN for one in amounts):
        raise UsageError(
            f"{OPTION} {text!r}: either all values are multiples, such as x0.9, or none"
        )
    return [_named(one) for one in given], PLAIN


def _is_simple(value: Any) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool)


def _named(value: Any) -> Value:
    """A value that stands on no axis of numbers."""
    written = json.dumps(value, ensure_ascii=False)  # which is YAML as well
    return Value(written, _label(value), None)


def _label(value: Any) -> str:
    """A value as people read it.

    >>> _label({"exponential": "4m"}), _label(None)
    ('exponential 4m', 'none')
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_label(own)}" for name, own in value.items())
    return ", ".join(map(_label, value)) if isinstance(value, list) else str(value)


def _read(text: str) -> Quantity | None:
    """A quantity with its unit, or a multiple of the scenario's own; None where a text is none."""
    found = read_quantity(text)
    change = None if found else read_change(text)
    if change is not None and change.added is None:
        return Quantity(change.factor, _OWN)
    return found


def _amount(text: str) -> Quantity:
    found = _read(text)
    assert found is not None  # it has been looked at before
    return found


def _alike(text: str, amounts: Sequence[Quantity]) -> list[Quantity]:
    """The amounts, all in one unit; nought has any."""
    units = {one.unit for one in amounts if one.number or one.unit != PLAIN}
    if len(units) > 1:
        words = " and ".join(sorted(unit or "no unit" for unit in units))
        raise UsageError(f"{OPTION} {text!r} mixes {words}: write all values in one unit")
    unit = next(iter(units), PLAIN)
    return [Quantity(one.number, unit) for one in amounts]


def _value(path: str, amount: Quantity, document: Mapping[str, Any]) -> Value:
    """A quantity, as a setting and as people read it."""
    if amount.unit != _OWN:
        written = write_quantity(amount)
        if amount.number < 0 and is_whole(annotation_at(_parts(path))):
            name = _parts(path)[-1]  # as a setting it would take away from what is there
            raise UsageError(f"{OPTION} {path}: {name} lies from 0 on, and {written} does not")
        return Value(written, written, amount.number)
    try:
        own = Change(amount.number).of(path, value_at(document, path))
    except NoQuantityError as error:
        raise UsageError(f"{OPTION} {path}: {error}") from None
    return Value(json.dumps(own), f"× {amount.number:g}", amount.number)


def _parts(path: str) -> list[str]:
    return path.split(".")
