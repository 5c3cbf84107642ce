"""What changes slowly: one step a night over the shared state, the same for both engines."""
