"""The scenario of tests of commands and files: one queue and one team, played in a moment."""


def small_desk(days: int, rate: str, agents: int) -> str:
    """So many days of calls at such a rate for so many agents, as a file has them."""
    return f"""
name: Small desk
why: Small enough to be run in a test.
calendar: {{days: {days}}}
queues:
  calls: {{teams: [front], talk: {{exponential: 3m}}, patience: {{exponential: 5m}},
          forecast: {{rate: {rate}}}}}
teams:
  front: {{headcount: {agents}}}
"""
