"""Training of the tagger and of what decides on top of it. Not part of the installed program; `make train` runs it."""
