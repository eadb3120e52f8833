"""Pages for people: templates, texts and assets, and what is shown on them, made ready."""
