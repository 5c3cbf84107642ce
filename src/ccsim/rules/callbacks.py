"""Who accepts the offer to be called back, and who answers then."""

from ccsim.codes import Purpose, Reason
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw4

_CALLBACK = int(Purpose.CALLBACK)
_CALLED_BACK = int(Reason.CALLBACK)


@rule("boolean(int64, int64, int64, int64)", often=True)
def callback_offered(beyond: int, waiting: int, reason: int, leg: int) -> bool:
    """Whether who enters a line behind so many is offered a callback: once in an attempt."""
    return 0 <= beyond < waiting and leg == 0 and reason != _CALLED_BACK


@rule(f"UniTuple(int64, 2)({ADDRESS})")
def callback_words(
    seed: int, replication: int, who: int, case: int, contact: int
) -> tuple[int, int]:
    """The luck of a caller: accepts the offer made in this attempt; answers this callback."""
    w0, w1, _, _ = draw4(seed, replication, _CALLBACK, who >> 32, who & LOW, case, contact, 0)
    return w0, w1
