"""The demo county: Xintai with its real townships, and villages, officers, numbers and households that nobody has."""
