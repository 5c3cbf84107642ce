"""What each verb of the command line keeps to: each option says something, and says it once."""

import os
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any, Final

from typer.core import TyperCommand

from ccsim.errors import UsageError


def _before_first(text: str) -> str:
    return text.partition("=")[0].strip()


def _before_last(text: str) -> str:
    """Names in files may have equals signs in them; a name alone stands for itself."""
    name, sign, _ = text.rpartition("=")
    return (name if sign else text).strip()


def _path(text: str) -> str:
    """The fact of a setting, by its name of today."""
    from ccsim.spec.renamed import current_path

    return current_path(_before_first(text))[0]


NAMED: Final[Mapping[str, Callable[[str], str]]] = {
    "--set": _path,
    "--vary": _path,
    "--doubt": _path,
    "--certain": _path,
    "--column": _before_first,
    "--queue": _before_last,
    "--team": _before_last,
    "--precision": _before_last,
    "--metric": str.strip,
    "--target": str.strip,
    "--shift": str.strip,
    "--away": str.strip,
    "--given": str.strip,
    "--against": os.path.normpath,
    "-o": os.path.normpath,
}
"""What a word behind an option that takes many is about: to say two things of it is refused."""
_LENGTH: Final = ("calendar.weeks", "calendar.days")


class Verb(TyperCommand):
    """A verb of the command line, which refuses what is said twice.

    What is said last would hold otherwise, and nobody would be told what was not done.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words of the command line; help is given whatever else they say.

        Raises:
            UsageError: an option of one value is repeated, one of many names a thing twice, or
                an empty word is given, as by a shell whose variable is not set.
        """
        written = list(args)
        rest: list[str] = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            self._check_words(ctx, written)
        return rest

    def _check_words(self, ctx: Any, written: list[str]) -> None:
        """Read the words once more, as if each option took many: then none is lost."""
        collecting = copy(self)
        collecting.params = [_of_many(one) for one in self.params]
        found, _, _ = collecting.make_parser(ctx).parse_args(written)
        for one in self.params:
            said = found.get(one.name)
            if one.param_type_name != "option" or not said:
                continue
            if "" in said:
                raise UsageError(f"{one.opts[0]} is given nothing: write a value, or leave it out")
            if getattr(one, "is_flag", False):
                _check_flag([*one.opts, *one.secondary_opts], said)
            elif getattr(one, "multiple", False):
                _check_many(one.opts[0], said)
            elif len(said) > 1:
                values = " and ".join(repr(value) for value in said)
                raise UsageError(f"{one.opts[0]} is given {_times(said)}, as {values}: give one")
        if found.get("weeks"):
            _check_length(found.get("sets") or ())


def _of_many(parameter: Any) -> Any:
    """The same parameter; an option takes as many values as there are."""
    if parameter.param_type_name != "option":
        return parameter
    found = copy(parameter)
    found.multiple = True
    return found


def _check_flag(names: Sequence[str], said: Sequence[bool]) -> None:
    """A flag may be repeated, since that changes nothing, but not taken back."""
    if len(set(said)) > 1:
        raise UsageError(f"{' and '.join(names)} are both given: give one")


def _check_many(option: str, said: Sequence[str]) -> None:
    """Each word behind the option is about something else."""
    about: dict[str, list[str]] = {}
    for text in said:
        about.setdefault(NAMED[option](text), []).append(text)
    for thing, texts in about.items():
        if len(texts) > 1:
            words = " and ".join(repr(text) for text in texts)
            raise UsageError(f"{option}: {thing!r} is given {_times(texts)}, in {words}: give one")


def _check_length(sets: Sequence[str]) -> None:
    """`--weeks` takes the place of weeks and days, whatever is set."""
    for text in sets:
        if _path(text) in _LENGTH:
            raise UsageError(f"--weeks and --set {text} both say how long it lasts: give one")


def _times(said: Sequence[str]) -> str:
    return "twice" if len(said) == 2 else f"{len(said)} times"
