"""Who is taken next, and when a second team may help."""

from ccsim.rules.signature import rule


@rule("boolean(int64, int64, int64, int64)", often=True)
def overflow_allowed(waiting: int, beyond: int, waited: int, after: int) -> bool:
    """Whether the second team may take a caller, who counts among those waiting."""
    return waiting > beyond and waited >= after


@rule("boolean(int64, int64, int64, int64, int64, int64)", often=True)
def goes_before(
    entered: int, who: int, case: int, other_entered: int, other_who: int, other_case: int
) -> bool:
    """Whether a caller has waited longer than another; the identity decides between equals."""
    if entered != other_entered:
        return entered < other_entered
    if who != other_who:
        return who < other_who
    return case < other_case


@rule("boolean(int64, int64)", often=True)
def has_a_place(idle: int, leaving: int) -> bool:
    """Whether one of a team's idle agents may begin a call.

    Those who go home after their present call still fill as many places.
    """
    return idle > leaving
