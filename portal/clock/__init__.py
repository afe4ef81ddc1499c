"""The turns of what is done by the clock: once per period, also when two clocks run."""
