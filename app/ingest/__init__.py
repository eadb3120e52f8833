"""Bytes to documents: readers, one file each."""
