"""Every reason for an attempt is counted under a name of its own choosing."""

from ccsim.codes import Reason
from ccsim.metrics.contacts import COUNTED_AS


def test_every_reason_is_counted_under_a_name() -> None:
    assert COUNTED_AS.keys() == set(Reason)
