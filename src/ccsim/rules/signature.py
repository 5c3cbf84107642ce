"""How rules are compiled: once, for whole numbers, kept on disk."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def rule(signature: str) -> Callable[[F], F]:
    """Compiles a pure function of whole numbers ahead of time, for both engines.

    A stated signature means one compiled form, whatever narrow integers an engine keeps.
    """
    return cast("Callable[[F], F]", njit(signature, cache=True))
