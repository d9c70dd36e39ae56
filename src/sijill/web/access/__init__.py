"""Who may come in, once people have accounts: signing in, roles on every route, their pages."""
