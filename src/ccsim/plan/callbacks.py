"""The offer to be called back as integers."""

from ccsim.plan.chances import threshold
from ccsim.spec.callbacks import Callback


def callback_fields(callback: Callback | None) -> dict[str, int]:
    """The fields of a queue's offer to call back."""
    offer = callback or Callback()
    return {
        "callback_beyond": -1 if callback is None else offer.beyond,
        "callback_accepts": threshold(offer.accepts),
        "callback_unanswered": threshold(offer.unanswered),
        "callback_delay": 0 if offer.delay is None else offer.delay,
        "callback_rings": offer.rings,
    }
