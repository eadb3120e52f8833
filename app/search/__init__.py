"""The derived full-text index; rebuildable from the store at any time."""
