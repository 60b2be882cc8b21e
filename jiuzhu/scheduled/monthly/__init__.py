"""On each of the first five days of a month, in case the machine was off on the first."""
