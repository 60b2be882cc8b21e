"""Jiuzhu 救助: the social assistance of a county, from the counter to the bank file."""
