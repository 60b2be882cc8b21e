"""Every night, and when the clock starts."""
