"""What an operating model is: frozen facts, checked once, at the edge."""
