"""The figures that the bars were held against, as a table below the tests."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    lines = [
        str(line)
        for report in reports
        for name, line in report.user_properties
        if name == "speed" and report.when == "call"
    ]
    if lines:
        terminalreporter.section("speed and size")
        for line in lines:
            terminalreporter.write_line(line)
