"""Measure the speed and size of Specloom and of what it generates; `run.py` starts it."""
