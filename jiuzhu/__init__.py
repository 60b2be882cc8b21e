"""Jiuzhu 救助: the software a county runs its social assistance on."""

__version__ = "0.1.0"
