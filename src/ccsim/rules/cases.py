"""How a case fares: what an agent sees and may do, and what the customer does afterwards.

First-contact resolution, repeats and chasing are nowhere set: they follow from these rules.
"""

from typing import Final

from ccsim.codes import CaseStatus, Escalation, Outcome, Purpose, Reason, Transfers
from ccsim.rules.callers import MOST_CONTACTS
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw4
from ccsim.streams.quantiles import TABLES, Tables, sample
from ccsim.units import NEVER

OPEN: Final = (
    int(CaseStatus.SCHEDULED), int(CaseStatus.IN_CONTACT), int(CaseStatus.WITH_DEPARTMENT),
)  # fmt: skip
"""How a case stands that its customer still wants to be solved."""
OF_COMPANIES: Final = (int(Reason.CALLBACK), int(Reason.ENQUIRY), int(Reason.STATUS_CALL))
"""Why a company calls: no attempts of the customer's own."""

_CONDUCT = int(Purpose.CONDUCT)
_PERSISTENCE = int(Purpose.PERSISTENCE)
_CHASE = int(Purpose.CHASE)

_REAL = int(Escalation.REAL)
_NO_TRANSFERS = int(Transfers.NONE)
_RESOLVED = int(Outcome.RESOLVED)
_THOUGHT_RESOLVED = int(Outcome.THOUGHT_RESOLVED)
_WORKED_AROUND = int(Outcome.WORKED_AROUND)
_TICKET = int(Outcome.TICKET)
_NOTE = int(Outcome.NOTE)
_TRANSFERRED = int(Outcome.TRANSFERRED)
_ESCALATED = int(Outcome.ESCALATED)
_PUT_OFF = int(Outcome.PUT_OFF)


@rule(f"UniTuple(int64, 4)({ADDRESS}, int64)")
def conduct_words(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int
) -> tuple[int, int, int, int]:
    """The luck of a leg: keeps to the script, knows the matter, keeps the case, sees the notes."""
    return draw4(seed, replication, _CONDUCT, who >> 32, who & LOW, case, contact, 2 * leg)


@rule("boolean(int64, int64, int64, int64, int64)")
def notes_seen(contact: int, leg: int, informed: int, word: int, shared_notes: int) -> bool:
    """Whether the agent knows what was said before; at a first leg there is nothing to know."""
    return contact + leg == 0 or informed != 0 or word < shared_notes


@rule("boolean(int64, int64)")
def knows_matter(word: int, knowledge: int) -> bool:
    """Whether the agent has the knowledge for this kind of need."""
    return word < knowledge


@rule("boolean(int64, boolean)")
def reads_finding(diagnosed: int, notes: bool) -> bool:
    """Whether the agent reads in the notes what a colleague found."""
    return diagnosed != 0 and notes


@rule("boolean(boolean, boolean, int64, boolean)")
def sees_cause(knows: bool, told: bool, off_script: int, by_script: bool) -> bool:
    """Diagnosis: the agent knows the matter, or is told by the notes.

    A cause that the script does not cover is invisible to one who only reads the script.
    """
    return (knows or told) and not (off_script != 0 and by_script)


@rule(
    "int64(int64, int64, int64, boolean, boolean, boolean, boolean, boolean, int64, boolean, "
    "int64, boolean, boolean, boolean)"
)
def outcome(
    authority: int, needed: int, back_office: int, sees: bool, knows: bool, told: bool,
    owned: bool, has_department: bool, escalation: int, can_escalate: bool, transfers: int,
    can_transfer: bool, reads_script: bool, offers_way_around: bool,
) -> int:  # fmt: skip
    """Resolution: what comes of a leg, in truth (`codes.Outcome`).

    Authority and knowledge are two separate limits. Who sees the cause and may act solves it, or
    hands it with a promise to the department that must work on it. Who sees it and may not act
    escalates where somebody can be reached, else writes a note without a date. Who lacks the
    knowledge passes the caller on, unless what the notes tell is enough to solve it, or gives an
    answer that fits another problem; an owner does not let the case go at that, and asks the
    department.
    """
    if sees and authority >= needed:
        return _TICKET if back_office != 0 else _RESOLVED
    if sees and escalation == _REAL and can_escalate:
        return _ESCALATED
    if not knows and transfers != _NO_TRANSFERS and can_transfer:
        return _TRANSFERRED
    if sees:
        if offers_way_around and not owned:
            return _WORKED_AROUND
        return _NOTE if has_department else _PUT_OFF
    bound = (knows or told) and reads_script
    if has_department and (owned or bound):
        return _NOTE
    if bound:
        return _PUT_OFF
    return _THOUGHT_RESOLVED


@rule(f"int64({ADDRESS}, int64)")
def way_around_word(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int
) -> int:
    """The random word that decides whether a stuck agent offers a way around."""
    return draw4(seed, replication, _CONDUCT, who >> 32, who & LOW, case, contact, 2 * leg + 1)[0]


@rule(f"UniTuple(int64, 2)({ADDRESS}, int64, {TABLES}, int64, int64, int64)")
def after_failure(
    seed: int, replication: int, who: int, case: int, contact: int, gives_up: int,
    tables: Tables, shape: int, scale: int, spread: int,
) -> tuple[int, int]:  # fmt: skip
    """The delay until the next attempt after a contact that solved nothing; NEVER: gives up.

    The second number is how long after opening they dial, should the line be closed by then.
    """
    w0, w1, w2, _ = draw4(seed, replication, _PERSISTENCE, who >> 32, who & LOW, case, contact, 0)
    if w0 < gives_up or contact >= MOST_CONTACTS:
        return NEVER, 0
    return sample(tables, shape, scale, w1), (w2 * spread) >> 32


@rule(f"UniTuple(int64, 2)({ADDRESS}, int64, int64, {TABLES}, int64, int64, int64)")
def chase(
    seed: int, replication: int, who: int, case: int, contact: int, k: int, chases: int,
    tables: Tables, shape: int, scale: int, spread: int,
) -> tuple[int, int]:  # fmt: skip
    """The delay until a customer asks about a promise missed or never given; NEVER: waits.

    `k` counts the occasions within one contact. The second number is as for `after_failure`.
    """
    if chases == 0 or contact >= MOST_CONTACTS:
        return NEVER, 0
    w0, w1, w2, _ = draw4(seed, replication, _CHASE, who >> 32, who & LOW, case, contact, k)
    if w0 >= chases:
        return NEVER, 0
    return sample(tables, shape, scale, w1), (w2 * spread) >> 32
