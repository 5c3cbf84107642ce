"""What queueing theory says without simulating."""
