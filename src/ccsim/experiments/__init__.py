"""Questions asked of scenarios: run one, compare some, follow a customer, ask the theory."""
