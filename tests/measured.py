"""The metrics of a tiny world whose calls are set by hand, and the digest of its log."""

from collections.abc import Mapping, Sequence
from typing import Any

from by_hand import Call, with_calls, with_defaults
from ccsim.eventlog.chunk import Digest
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.overnight.night import Nights
from ccsim.plan.plan import make_plan
from ccsim.replication import EngineName, make_engine
from playing import scenario_of

Numbers = dict[str, float | None]


def measured(
    document: Mapping[str, Any], calls: Sequence[Call], engine: EngineName
) -> tuple[Numbers, str]:
    """The metrics of a document with calls set by hand, and the digest of its log."""
    plan = make_plan(scenario_of(with_defaults(document)))
    nights, player = Nights(plan, 1, 0), make_engine(engine, plan, 1, 0)
    ledger, digest = Ledger(plan), Digest()
    state = with_calls(plan, nights.first_state(), calls)
    for number in range(plan.total_days):
        state, day, written = nights.step(number, state)
        for chunk in (written, *player.play(day, state)):
            for listener in (*nights.readers, ledger, digest):
                listener.add(chunk)
    return values(ledger.finish()), digest.hexdigest()
