"""One file of endpoints a resource."""
