"""Document to analysis: pure, without files, SQL and HTTP."""
