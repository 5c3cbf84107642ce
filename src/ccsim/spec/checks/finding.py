"""What a check finds."""

from ccsim.spec.documents import KeyPath

Finding = tuple[KeyPath, str]
"""Where in the scenario, and what is wrong there and would be right."""
