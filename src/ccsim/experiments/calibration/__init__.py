"""From call records to a scenario: each noun is estimated by itself, with its interval."""
