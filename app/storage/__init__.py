"""Rows: the only package that speaks SQL."""
