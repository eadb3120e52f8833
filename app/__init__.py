"""Propos: who said what, about whom, and when, with the exact sentence that proves it."""

__version__ = "0.1.0"
