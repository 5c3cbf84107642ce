"""The levers of the organisation as one row of integers."""

from ccsim.codes import Escalation, Transfers
from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import LEVERS, Records
from ccsim.plan.steering import lower_steering
from ccsim.plan.superiors import lower_superiors
from ccsim.plan.transfers import lower_transfer_levers


def lower_levers(lowering: Lowering) -> Records:
    """The one row of levers."""
    model = lowering.scenario.operating_model
    queue, desk = model.escalation_queue, lowering.scenario.regulator.queue
    calls_out = model.status_calls == "outbound" and model.outbound_queue is not None
    row = {
        "escalation": int(Escalation[model.escalation.upper()]),
        "escalation_queue": -1 if queue is None else lowering.queue_index[queue],
        "fake_supervisor_time": model.fake_supervisor_time,
        "transfers": int(Transfers[model.transfers.upper()]),
        "transfer_time": model.transfer_time,
        "re_explaining": model.re_explaining,
        "discretion_time": model.discretion_time,
        # Calls that are made are not booked as well.
        "follow_up_time": 0 if calls_out else model.follow_up_time,
        "workarounds": threshold(model.workarounds),
        **lower_superiors(model),
        **lower_transfer_levers(model),
        "outbound_queue": lowering.queue_index[model.outbound_queue or ""] if calls_out else -1,
        "regulator_queue": -1 if desk is None else lowering.queue_index[desk],
        **lower_steering(model),
    }
    return records(LEVERS, [row])
