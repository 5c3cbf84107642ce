"""Figures: functions that turn a frame of numbers with intervals into a plotly figure."""
