"""The model to read: the call centre in SimPy, told as journeys."""
