"""`ccsim calibrate` from the outside: files in, a scenario and an answer out."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ccsim.cli import app, main

BANK = Path("/work/shared/data/anonymous_bank_1999_02.csv")
MARKER = "XQ7MARKER"


def calls(folder: Path) -> Path:
    """Two weeks of a small desk, with marked names."""
    lines = ["arrival,queue,wait,outcome,talk,acw,agent,customer"]
    for day in range(5, 17):
        for n in range(60):
            minute, second = divmod(n * 7 + day * 3 % 7, 60)
            gone = n % 9 == 0
            wait = 30 + n if gone else (n % 5) * 8
            talk = "" if gone else str(40 + (n * 37 + day * 11) % 300)
            agent = "" if gone else f"{MARKER}-{n % 3}"
            lines.append(
                f"2026-01-{day:02d} {9 + minute // 1}:{second:02d}:00,help desk,{wait},"
                f"{'abandoned' if gone else 'answered'},{talk},20,{agent},{MARKER}-{n}"
            )
    path = folder / "calls.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_scenario_comes_out_that_is_right_and_names_nobody(tmp_path: Path) -> None:
    made = tmp_path / "my_centre.yaml"
    runner = CliRunner()
    answer = runner.invoke(app, ["calibrate", str(calls(tmp_path)), "-o", str(made)])
    assert answer.exit_code == 0, answer.output
    assert "queues.help_desk.talk" in answer.output
    text = made.read_text()
    assert MARKER not in text + answer.output
    assert "evidence:" in text
    checked = runner.invoke(app, ["check", str(made)])
    assert checked.exit_code == 0, checked.output


def test_the_same_is_told_as_one_document(tmp_path: Path) -> None:
    made = tmp_path / "my_centre.yaml"
    command = ["calibrate", str(calls(tmp_path)), "-o", str(made), "--json", "--quiet"]
    answer = CliRunner().invoke(app, command)
    document = json.loads(answer.output)
    assert document["calls"] == 720
    talk = document["estimates"]["queues.help_desk.talk"]
    assert talk["low"] < talk["value"] < talk["high"]
    assert document["queues"] == {"help_desk": "help desk"}
    assert document["teams"]["agents"]["people"] == 3
    assert MARKER not in answer.output


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--from", "yesterday"], "--from 'yesterday' is no date"),
        (["--from", "2026-02-01", "--until", "2026-01-01"], "there is no day"),
        (["--from", "2031-01-01"], "no call lies in the days wanted"),
        (["--column", "queue"], "write ROLE=NAME"),
        (["--column", "queue=colour"], "there is no column 'colour'"),
        (["--interval", "7"], "write one of 15, 30 and 60"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    tmp_path: Path, more: list[str], told: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    made = tmp_path / "my_centre.yaml"
    command = ["ccsim", "calibrate", str(calls(tmp_path)), "-o", str(made), "--quiet", *more]
    monkeypatch.setattr("sys.argv", command)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert told in said
    assert MARKER not in said
    assert not made.exists()
