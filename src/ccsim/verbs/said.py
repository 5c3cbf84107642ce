"""What users write behind options: days, zones, pairs about an equals sign, and what is unsaid."""

import datetime as dt
from collections.abc import Sequence

from ccsim.errors import UsageError


def day_said(option: str, text: str | None) -> dt.date | None:
    """A day that an option names, if it is given.

    Raises:
        UsageError: it is none.
    """
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} {text!r} is no date: write it as 2026-01-05") from None


def pairs_said(option: str, texts: Sequence[str] | None, none: bool = False) -> dict[str, str]:
    """What stands before and after each equals sign; names in files may have such signs in them.

    Args:
        option: its name; what comes first in `--column` is ours, else the last is.
        texts: what was written.
        none: whether nothing may stand after the sign, for one that is left out.

    Raises:
        UsageError: there is no such sign, or nothing beside it.
    """
    found: dict[str, str] = {}
    for text in texts or ():
        key, sign, value = text.partition("=") if option == "--column" else text.rpartition("=")
        key, value = key.strip(), value.strip()
        if not sign or not (none or (value and (key or option != "--column"))):
            raise UsageError(f"{option} {text!r} is not understood: write it as NAME=VALUE")
        found[key] = value
    return found


def seed_said(seed: int | None) -> int:
    """Which luck it has: that of `--seed`, else the first."""
    from ccsim.experiments.replicate import SEED

    return SEED if seed is None else seed


def replications_said(replications: int | None) -> int:
    """How often it is played: as `--replications` says, else as often as usual."""
    from ccsim.experiments.replicate import REPLICATIONS

    return REPLICATIONS if replications is None else replications


def zone_said(option: str, name: str | None) -> str | None:
    """A time zone that an option names, if it is given.

    Raises:
        UsageError: it is none.
    """
    from pydantic import TypeAdapter, ValidationError

    from ccsim.spec.fields import TimeZone

    try:
        return None if name is None else TypeAdapter(TimeZone).validate_python(name)
    except ValidationError as error:
        raise UsageError(f"{option}: {error.errors()[0]['ctx']['error']}") from None
