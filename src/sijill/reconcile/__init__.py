"""Reports and decisions to incidents: every value with who says it, one named policy for each field. Pure."""
