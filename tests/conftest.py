"""One suite, two engines: what asks for `engine` runs on both, or on the one of `--engine`."""

import pytest

ENGINES = ("simpy", "compiled")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, help="run engine tests on this engine only")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--engine")
        metafunc.parametrize("engine", [wanted] if wanted else ENGINES)
