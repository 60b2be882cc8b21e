"""Every five minutes."""
