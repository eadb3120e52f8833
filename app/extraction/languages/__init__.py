"""What differs from language to language, as data; same file names in every language."""
