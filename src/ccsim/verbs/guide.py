"""How the command line shows itself: its verbs by what one wants, and examples of each."""

from typing import Any, Final

from typer.core import TyperGroup

SECTIONS: Final = {
    "Ask": ("run", "compare", "explain", "robustness", "sweep", "staff", "baseline", "warmup"),
    "Bring what is yours": ("template", "import", "calibrate", "backtest"),
    "Look at what was played": ("journey", "report", "export"),
    "Scenarios": ("check", "schema"),
    "In the browser": ("app",),
}
"""The verbs in the order in which somebody new meets them."""
_BASE: Final = "scenarios/scripted_call_center.yaml"
_LINE: Final = "scenarios/theory/erlang_a.yaml"
EXAMPLES: Final = {
    "run": (
        f"run {_BASE}",
        f"run {_LINE} --set teams.agents.headcount=+1",
        f"run {_LINE} --precision service_level=0.01",
    ),
    "compare": (
        f"compare {_BASE} scenarios/solution_center.yaml -o page.html",
        f"compare {_BASE} --set operating_model.ownership=0.6",
        f"compare {_BASE} scenarios/solution_center.yaml --best cost_per_resolution=0.5",
    ),
    "explain": (
        f"explain {_BASE} scenarios/solution_center.yaml -o why.html",
        f"explain {_LINE} --set teams.agents.headcount=+1 --set queues.calls.forecast.rate=+10%",
    ),
    "robustness": (
        f"robustness {_BASE} scenarios/solution_center.yaml -o doubts.html",
        f"robustness {_BASE} --set operating_model.ownership=0.6 --metric fcr",
    ),
    "sweep": (
        f"sweep {_LINE} --vary teams.agents.headcount=10:16:4",
        f"sweep {_LINE} --vary queues.calls.forecast.rate=x0.8:x1.2:5 -o curves.html",
    ),
    "staff": (
        "staff my_centre.yaml --target 'service_level>=0.8' -o staff.xlsx",
        "staff my_centre.yaml --target 'asa_s<=30' --target 'occupancy<=0.85' --cheapest",
    ),
    "baseline": (f"baseline {_LINE}", f"baseline {_LINE} --simulate"),
    "warmup": (f"warmup {_BASE}",),
    "template": ("template forecast.xlsx", "template calls.csv"),
    "import": (f"import {_LINE} --forecast forecast.xlsx -o my_centre.yaml",),
    "calibrate": ("calibrate calls.csv -o my_centre.yaml",),
    "backtest": ("backtest my_centre.yaml --against later_calls.csv -o backtest.html",),
    "journey": ("journey runs/NAME-FINGERPRINT-SEED --worst 3",),
    "report": ("report runs/ONE runs/OTHER -o page.html -o book.xlsx",),
    "export": ("export runs/NAME-FINGERPRINT-SEED -o log.xes",),
    "check": ("check scenarios/*.yaml",),
    "schema": ("schema > scenario.schema.json", "schema --metrics"),
    "app": ("app", "app --server.port 8600"),
}
"""Lines that can be typed as they stand, but for names in capitals and files of one's own."""
_LONGEST: Final = 200


class Verbs(TyperGroup):
    """The command `ccsim`: its verbs in sections, each with examples behind its help."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs in the order of the sections; one that stands in none comes last."""
        known = [name for names in SECTIONS.values() for name in names]
        return sorted(
            super().list_commands(ctx),
            key=lambda one: known.index(one) if one in known else len(known),
        )

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A verb, with its examples."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and cmd_name in EXAMPLES and not command.epilog:
            lines = "\n".join(f"  ccsim {one}" for one in EXAMPLES[cmd_name])
            command.epilog = f"\b\nExamples:\n{lines}"
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The verbs with the whole of what each does, under what one wants of them."""
        mine = self.list_commands(ctx)
        left = [name for name in mine if all(name not in one for one in SECTIONS.values())]
        for heading, names in {**SECTIONS, "More": left}.items():
            rows = [
                (name, self.commands[name].get_short_help_str(limit=_LONGEST))
                for name in mine
                if name in names
            ]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


def say_version() -> None:
    """Print the version of the program."""
    from ccsim.report.words import version_text

    print(f"ccsim {version_text()}")
