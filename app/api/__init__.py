"""HTTP: requests to questions, answers to JSON."""
