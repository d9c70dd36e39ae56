"""Which reports tell of one thing: profiles, blocking, comparison with published weights, sets. Pure."""
