"""The house holds: contracts broken on purpose, and standing rules."""
