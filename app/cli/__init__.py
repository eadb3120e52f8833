"""The propos command, one file a sub-command."""
