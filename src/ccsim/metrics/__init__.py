"""Numbers out of the event log: a catalogue of metrics, and the fold that counts what they need."""
