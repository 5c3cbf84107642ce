"""Which mechanism is shown by which test, and whether it holds: `python tests/mechanisms.py`.

The ids are those of `mechanisms.md` in the design; tests carry them as marks.
"""

import re
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
TABLE = TESTS.parents[1] / "shared" / "design" / "mechanisms.md"
ID = re.compile(r"S00\d-\d+|R-00\d|E-[A-Z]+-\d+")
_ROW = re.compile(r"^\| (S00\d-\d+|R-00\d) \|", re.MULTILINE)
ROWS = {"S000": 21, "S001": 40, "S002": 34, "S003": 22, "S004": 30}
"""How many rows each source has; a test holds this to the table where that is at hand."""
STORIES = ("R-000", "R-001", "R-002", "R-003", "R-004")
_WHICH = ("-q", "-m", "not bench", "--rootdir", str(TESTS.parent))


class Marks:
    """A pytest plugin: notes the marks of each test, and how each test ends."""

    def __init__(self) -> None:
        self.tests: dict[str, set[str]] = {}
        """By id of a mechanism: the tests that show it."""
        self.failed: set[str] = set()
        self.ran: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Keeps the marked tests only, and notes what they show."""
        marked = [item for item in items if item.get_closest_marker("mechanism")]
        for item in marked:
            for mark in item.iter_markers("mechanism"):
                for mechanism in mark.args:
                    self.tests.setdefault(str(mechanism), set()).add(item.nodeid)
        items[:] = marked

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Notes how a test has ended."""
        if report.when == "call" and report.passed:
            self.ran.add(report.nodeid)
        if report.failed:
            self.failed.add(report.nodeid)

    def verdict(self, mechanism: str) -> str:
        """How the tests of a mechanism have ended."""
        tests = self.tests.get(mechanism, set())
        if not tests:
            return "no test"
        if tests & self.failed:
            return "failed"
        return "passed" if tests <= self.ran else "not run"


def all_rows() -> list[str]:
    """The ids of all mechanisms and stories, in the order of the table."""
    numbered = [f"{source}-{n:02}" for source, rows in ROWS.items() for n in range(1, rows + 1)]
    return [*numbered, *STORIES]


def rows_of_the_table() -> list[str]:
    """The ids as the table itself has them; empty where it is not there."""
    return _ROW.findall(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else []


def main(arguments: list[str]) -> int:
    """Runs the marked tests (or only lists them) and prints the table."""
    marks = Marks()
    listing = "--list" in arguments
    wanted = [argument for argument in arguments if argument != "--list"]
    given = [*_WHICH, *(["--collect-only"] if listing else []), *(wanted or [str(TESTS)])]
    with redirect_stdout(sys.stderr):  # the table alone is printed
        pytest.main(given, plugins=[marks])
    rows = all_rows()
    others = sorted(marks.tests.keys() - set(rows))
    for mechanism in (*rows, *others):
        verdict = "" if listing else f"{marks.verdict(mechanism):8}"
        shown = sorted(
            {name.partition("[")[0].split("::")[-1] for name in marks.tests.get(mechanism, set())}
        )
        print(f"{mechanism:9} {verdict} {'; '.join(shown) or '-'}")
    shown_rows = [row for row in rows if row in marks.tests]
    failing = [row for row in marks.tests if marks.verdict(row) == "failed"]
    print(f"{len(shown_rows)} of {len(rows)} rows have a test; {len(failing)} fail")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS))
    sys.exit(main(sys.argv[1:]))
