"""The words of the house: frozen, slotted dataclasses over the standard library alone."""
