"""The pages of the app: they show what the verbs of ccsim give, and compute nothing."""
