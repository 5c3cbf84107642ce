"""What does an operating model do to the people who call?

The same customers, with the same problems and the same luck, go through different operating
models. The functions named here are the verbs of the command line; each is loaded when it is
first used, so that `import ccsim` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ccsim.experiments.backtest import backtest
    from ccsim.experiments.baseline import baseline
    from ccsim.experiments.calibrate import calibrate
    from ccsim.experiments.compare import compare
    from ccsim.experiments.explain import explain
    from ccsim.experiments.export import export
    from ccsim.experiments.journey import journey
    from ccsim.experiments.pilot import replications_needed
    from ccsim.experiments.replicate import run
    from ccsim.experiments.robustness import robustness
    from ccsim.experiments.staff import staff
    from ccsim.experiments.sweep import sweep
    from ccsim.experiments.warm_up import warm_up
    from ccsim.report.writing import write_report
    from ccsim.spec.loading import check, load
    from ccsim.spec.schema import json_schema as schema
    from ccsim.store.query import query

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "backtest",
    "baseline",
    "calibrate",
    "check",
    "compare",
    "explain",
    "export",
    "journey",
    "load",
    "query",
    "replications_needed",
    "robustness",
    "run",
    "schema",
    "staff",
    "sweep",
    "warm_up",
    "write_report",
]

# `write_report`, not `report`: that name is the folder ccsim.report, and would change its meaning
# as soon as anything in the folder is imported.
_HOMES = {
    "backtest": ("ccsim.experiments.backtest", "backtest"),
    "baseline": ("ccsim.experiments.baseline", "baseline"),
    "calibrate": ("ccsim.experiments.calibrate", "calibrate"),
    "check": ("ccsim.spec.loading", "check"),
    "compare": ("ccsim.experiments.compare", "compare"),
    "explain": ("ccsim.experiments.explain", "explain"),
    "export": ("ccsim.experiments.export", "export"),
    "journey": ("ccsim.experiments.journey", "journey"),
    "load": ("ccsim.spec.loading", "load"),
    "query": ("ccsim.store.query", "query"),
    "replications_needed": ("ccsim.experiments.pilot", "replications_needed"),
    "robustness": ("ccsim.experiments.robustness", "robustness"),
    "run": ("ccsim.experiments.replicate", "run"),
    "schema": ("ccsim.spec.schema", "json_schema"),
    "staff": ("ccsim.experiments.staff", "staff"),
    "sweep": ("ccsim.experiments.sweep", "sweep"),
    "warm_up": ("ccsim.experiments.warm_up", "warm_up"),
    "write_report": ("ccsim.report.writing", "write_report"),
}


def __getattr__(name: str) -> Any:
    """The public function of that name, from the module that it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ccsim' has no attribute {name!r}")
    module, function = _HOMES[name]
    return getattr(import_module(module), function)


def __dir__() -> list[str]:
    """The public names, whether loaded yet or not."""
    return __all__
