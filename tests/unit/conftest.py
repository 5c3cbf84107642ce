"""What unit tests share: the command line, in this process."""

import sys
from typing import Any, NamedTuple

import pytest

from ccsim.cli import main


class Said(NamedTuple):
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """The command `ccsim` with these words: its exit code and what it said."""

    def call(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["ccsim", *map(str, words)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call
