"""Connections to departments."""
