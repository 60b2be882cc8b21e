"""The doors for people and machines: office, portal, exchange."""
