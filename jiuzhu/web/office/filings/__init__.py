"""Filings at the county's desk and what the township answers; complaints, samples, proposals to suspend."""
