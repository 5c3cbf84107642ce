"""Worlds that are played in no time: four ways to answer for a firm, a year with a pit stop."""

from pathlib import Path

from ccsim.experiments.sourcing import SPANS

IN_HOUSE = """\
name: In-house
why: There for a test.
calendar: {days: 14, warm_up_days: 0, start: 2026-01-05}
customers:
  homes: {count: 300, margin: 15 EUR/month, redials: 0.5, leaving: {monthly: 0.05}}
needs:
  billing: {per_customer_year: 20, queue: care, talk: {exponential: 6m}}
queues:
  care: {teams: [front]}
teams:
  front: {headcount: 1, hours: "Mo-Su 08:00-20:00", pay: 25 EUR/h, turnover: {yearly: 0.2}}
"""
VENDOR = """\
base: in_house.yaml
name: {name}
why: There for a test.
patch:
  vendors.vendor: {{fee: per_hour, amount: {price} EUR/h}}
  teams.front.employer: vendor
  teams.front.pay: null
  teams.front.talk_factor: {slower}
"""
NO_PIT_STOP = """\
base: r004_pit_stop.yaml
name: No pit stop
why: There for a test.
patch:
  pit_stop: null
  teams.pit_stop: null
  queues.care.teams: [front]
  operating_model.voice_of_customer: null
"""
PIT_STOP = """\
name: Pit stop
why: There for a test.
calendar: {weeks: 24, warm_up_weeks: 0, start: 2026-01-05}
customers:
  homes: {count: 60, margin: 15 EUR/month, redials: 0.5}
needs:
  billing:
    per_customer_year: 6
    queue: care
    talk: {exponential: 6m}
    causes:
      tariff: {share: 0.5, fixable_by: technology, defect_of: system, fix_cost: 100 EUR}
queues:
  care: {teams: [pit_stop, front]}
teams:
  front: {headcount: 2, hours: "Mo-Fr 09:00-17:00", pay: 25 EUR/h}
  pit_stop: {headcount: 1, hours: "Mo-Fr 09:00-17:00", pay: 25 EUR/h}
pit_stop:
  team: pit_stop
  floor: front
  size: 1
  starts: 2w
  rotations: 2
  functions:
    technology: {people: 1, pay: 50 EUR/h, needs: [billing]}
  uplift: {ownership: 0.5}
  half_life: 6w
operating_model:
  voice_of_customer: {coded: 0.0, every: 21d, top: 10, funded: 1.0, effect: 0.5}
departments:
  billing: {hours: "Mo-Fr 09:00-17:00", staff: 1, work: {exponential: 20m}}
"""


def tiny_ways(place: Path) -> Path:
    """A folder `scenarios` with the four ways of the page Sourcing, each a desk of one."""
    folder = place / "scenarios"
    folder.mkdir(exist_ok=True)
    stems = next(iter(SPANS.values()))
    (folder / "in_house.yaml").write_text(IN_HOUSE)
    for way, price, slower in (("onshore", 18, 1.2), ("colocated", 20, 1.1), ("offshore", 10, 1.5)):
        text = VENDOR.format(name=way.capitalize(), price=price, slower=slower)
        (folder / f"{stems[way]}.yaml").write_text(text)
    return folder


def tiny_year(place: Path) -> Path:
    """A folder `scenarios` with a short year, with a pit stop and without."""
    folder = place / "scenarios"
    folder.mkdir(exist_ok=True)
    (folder / "r004_pit_stop.yaml").write_text(PIT_STOP)
    (folder / "r004_no_pit_stop.yaml").write_text(NO_PIT_STOP)
    return folder
