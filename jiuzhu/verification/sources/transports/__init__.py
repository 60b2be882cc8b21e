"""How messages travel: one small class per way."""
