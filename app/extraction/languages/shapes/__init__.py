"""The shapes of a language's data: one file a stage, filled by the file of the same name in every language."""
