"""Summaries of a month."""
