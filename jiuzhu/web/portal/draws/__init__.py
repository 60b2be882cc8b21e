"""Samples for everybody: fingerprints before the draw, everything to repeat it afterwards."""
