"""The package promises a dozen names and nothing else."""

from pkgutil import iter_modules

import pytest

import ccsim

FUNCTIONS = [name for name in ccsim.__all__ if not name.startswith("_")]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_promised_name_is_a_function_with_a_docstring(name: str) -> None:
    function = getattr(ccsim, name)
    assert callable(function)
    assert function.__doc__


def test_only_the_promised_names_are_shown() -> None:
    assert dir(ccsim) == sorted(ccsim.__all__)


def test_a_promised_name_is_never_a_module() -> None:
    """Importing a module ccsim.x would silently replace a function ccsim.x."""
    modules = {module.name for module in iter_modules(ccsim.__path__)}
    assert modules.isdisjoint(FUNCTIONS)


def test_an_unknown_name_is_refused() -> None:
    assert not hasattr(ccsim, "simulate")
