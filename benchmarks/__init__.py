"""Time and memory of the whole program, measured beside a yardstick in the same run."""
