"""Whether menus and callbacks are offered to those who can hear them."""

from collections.abc import Iterator

from ccsim.spec.channels import WRITTEN
from ccsim.spec.checks.finding import Finding
from ccsim.spec.scenario import Scenario


def ivr(scenario: Scenario) -> Iterator[Finding]:
    """A wrong queue is another one than that which was dialled; letters hear no menu."""
    for name, queue in scenario.queues.items():
        for key, words in (("ivr", "hears no menu"), ("callback", "waits on no line")):
            if queue.channel in WRITTEN and getattr(queue, key) is not None:
                yield (
                    ("queues", name, key),
                    f"who writes by {queue.channel} {words}: leave {key} out",
                )
        wrong = None if queue.ivr is None else queue.ivr.misroutes
        if wrong is not None and wrong.to == name:
            yield (
                ("queues", name, "ivr", "misroutes", "to"),
                f"{name!r} is the queue that was dialled: name the wrong one",
            )
