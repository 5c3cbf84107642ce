"""One suite, two engines: what asks for `engine` runs on both, or on the one of `--engine`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ENGINES = ("simpy", "compiled")
SOURCES = Path(__file__).parents[1] / "src"
COMPILE = """
from ccsim.kernel.loop import advance
from numba import int64
advance.compile((int64,))
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, help="run engine tests on this engine only")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the engine before there are workers: else one does it, and the time of tests goes on.

    Whoever runs a few tests in one process compiles only what these need.
    """
    is_master = not hasattr(config, "workerinput")
    if is_master and config.getoption("numprocesses", None) and not config.option.collectonly:
        environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
        subprocess.run([sys.executable, "-c", COMPILE], env=environment, check=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--engine")
        metafunc.parametrize("engine", [wanted] if wanted else ENGINES)
