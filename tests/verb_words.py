"""The verbs of the command line, what each has to be told, and its options: for tests of all."""

from typing import Any

import typer

from ccsim.cli import app

VERBS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
NEEDED = {
    "backtest": ("desk.yaml", "--against", "calls.csv"),
    "baseline": ("desk.yaml",),
    "calibrate": ("calls.csv", "-o", "made.yaml"),
    "check": ("desk.yaml",),
    "compare": ("desk.yaml", "other.yaml"),
    "explain": ("desk.yaml", "other.yaml"),
    "export": ("run", "-o", "log.csv"),
    "import": ("desk.yaml", "-o", "made.yaml"),
    "journey": ("run",),
    "report": ("run", "-o", "page.html"),
    "robustness": ("desk.yaml", "other.yaml"),
    "run": ("desk.yaml",),
    "staff": ("desk.yaml", "--target", "service_level>=0.8"),
    "sweep": ("desk.yaml", "--vary", "teams.front.headcount=3,4"),
    "template": ("forecast.csv",),
    "warmup": ("desk.yaml",),
}
"""What a verb has to be told before anything else is looked at."""


def options(many: bool) -> list[tuple[str, str]]:
    """Each verb with each of its options that take a value, or many."""
    return [
        (verb, one.opts[0])
        for verb, command in VERBS.items()
        for one in command.params
        if one.param_type_name == "option" and not one.is_flag and one.multiple is many
    ]
