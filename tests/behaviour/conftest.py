"""A behaviour test's expected log stands in its docstring."""

import inspect
import re

import pytest

_LINE = re.compile(r"(\d+d )?\d\d:\d\d(:\d\d)? ")


@pytest.fixture
def book(request: pytest.FixtureRequest) -> list[str]:
    """The lines of the test's docstring that begin with a time."""
    text = inspect.getdoc(request.function) or ""
    lines = [line for line in text.splitlines() if _LINE.match(line)]
    assert lines, "the docstring holds no log"
    return lines
