"""Exports: everything of one kind that matches, in files; the same for the API and for the command."""
