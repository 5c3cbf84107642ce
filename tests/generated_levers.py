"""Rules of work in scenarios made by Hypothesis, and callers who are passed around."""

from hypothesis import strategies as st

from generated_values import AUTHORITIES, Document, Draw, chances, times

CONSENT = {"authority": "adjust", "time": "1m"}


def superiors() -> st.SearchStrategy[Document]:
    return st.fixed_dictionaries(
        {
            "available": st.sampled_from((1.0, 0.6, 0.2)),
            "when_busy": st.sampled_from(("wait", "put_off")),
            "discovered": st.sampled_from((1.0, 0.5, 0.0)),
        }
    )


@st.composite
def levers(draw: Draw, queues: list[str], exact: bool) -> Document:
    added = st.sampled_from(("0s", "1m"))
    facts: Document = {
        "authority": draw(st.sampled_from(AUTHORITIES)),
        "script_adherence": draw(chances()),
        "shared_notes": draw(chances()),
        "ownership": draw(chances()),
        "escalation": draw(
            st.sampled_from(("real", "fake_supervisor", "real", "fake_supervisor", "none"))
        ),
        "escalation_queue": draw(st.sampled_from(queues)),
        "fake_supervisor_time": draw(added),
        "transfers": draw(st.sampled_from(("warm", "cold", "none"))),
        "transfer_time": draw(added),
        "re_explaining": draw(added),
        "discretion_time": draw(added),
        "follow_up_time": draw(added),
        "workarounds": draw(chances()),
        "superiors": draw(superiors()) if draw(st.integers(0, 3)) else None,
        "recorded_consent": draw(st.sampled_from((None, None, CONSENT))),
        "wrap_up": draw(st.one_of(st.none(), times(2, exact))),
    }
    if draw(st.booleans()):
        facts["sample"] = {"queue": draw(st.sampled_from(queues)), "share": 0.3}
    return facts


def pass_around(draw: Draw, document: Document, queues: list[str]) -> None:
    """Callers who are sent to the wrong people, dumped, lost, or led back to the same agent."""
    for team in document["teams"].values():
        team["site"] = draw(st.sampled_from(("main", "abroad")))
    for department in document["departments"].values():
        department["site"] = draw(st.sampled_from(("abroad", "main")))
    if not draw(st.booleans()):
        return
    often, model = st.sampled_from((0.7, 0.3, 1.0, 0.0)), document["operating_model"]
    model |= {
        "transfers": draw(st.sampled_from(("cold", "warm"))),
        "passes_on": draw(st.sampled_from((0.3, 0.6, 0.0))),
        "passing_grows": draw(st.sampled_from((0.1, 0.0))),
        "blind_transfers": draw(often),
        "closed_transfer_guard": draw(st.sampled_from(("none", "none", "refuses"))),
        "dumping_detected": draw(st.sampled_from((1.0, 0.3))),
        "dumping_consequence": draw(st.sampled_from(("30d", "2h"))),
        "system_fragmentation": draw(often),
        "fragmentation_time": draw(st.sampled_from(("0s", "2m"))),
        "fragmentation_errors": draw(often),
        "inter_site_delay": draw(st.sampled_from(("20m", "3h"))),
        "inter_site_note_loss": draw(often),
        "agent_affinity": draw(often),
    }
    for name, need in document["needs"].items():
        need |= {"passed_to": queues, "specialists": queues[-1]}
        if others := [other for other in document["needs"] if other != name]:
            need["mistaken_for"] = {other: draw(often) for other in others}
    elsewhere = document["queues"][queues[-1]]
    elsewhere["hours"] = draw(st.sampled_from(("09:00-12:00", elsewhere["hours"])))
    for segment in document["customers"].values():
        segment["gives_up_per_pass"] = draw(st.sampled_from((0.0, 0.2)))
