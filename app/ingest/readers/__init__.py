"""One reader a file; the registry finds them."""
