"""The menu of a queue as integers."""

from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering
from ccsim.spec.distributions import NO_TIME
from ccsim.spec.ivr import Ivr


def ivr_fields(lowering: Lowering, ivr: Ivr | None) -> dict[str, int]:
    """The fields of a queue's menu; all nought where there is none."""
    menu = ivr or Ivr()
    wrong = menu.misroutes
    return {
        "ivr": int(ivr is not None),
        **lowering.time("ivr_time", menu.time if ivr else NO_TIME),
        "ivr_opts_out": threshold(menu.opts_out),
        "ivr_hangs_up": threshold(menu.hangs_up),
        "ivr_contains": threshold(menu.contains),
        "ivr_misroutes": 0 if wrong is None else threshold(wrong.chance),
        "wrong_queue": -1 if wrong is None else lowering.queue_index[wrong.to],
        "wrong_queue_time": 0 if wrong is None else wrong.time,
    }
