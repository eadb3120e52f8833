"""What goes out, one file a resource."""
