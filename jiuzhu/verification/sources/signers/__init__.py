"""Who signed: one small class per way of signing."""
