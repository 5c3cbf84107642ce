"""Many homes with the same kind of trouble, and what is measured of them."""

from typing import Any

from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.plan.plan import make_plan
from ccsim.replication import EngineName, replicate
from faults import world
from playing import scenario_of

Facts = dict[str, Any]
BACK = {"back_office": 1.0}


def crowd(department: Facts, need: Facts | None = None, count: int = 1200, **others: Any) -> Facts:
    """Many homes whose faults all go to the network's desk, with enough people everywhere."""
    facts = world({**BACK, "per_customer_year": 12, **(need or {})}, department=department)
    facts["calendar"] = {"days": 30}
    facts["customers"]["homes"] |= {"count": count, **others}
    facts["queues"] = {"calls": {"teams": ["agents"]}, "experts": {"teams": ["experts"]}}
    facts["teams"]["agents"]["headcount"] = 30
    facts["departments"]["network"] = {"staff": 100} | facts["departments"]["network"]
    facts["departments"]["network"]["staff"] = department.get("staff", 100)
    return facts


def measured(facts: Facts, engine: EngineName) -> dict[str, float | None]:
    """The metrics of one replication."""
    plan = make_plan(scenario_of(facts))
    ledger = Ledger(plan)
    replicate(plan, seed=1, replication=0, engine=engine, listeners=[ledger])
    return values(ledger.finish())
