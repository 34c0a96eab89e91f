"""Who: people, their roles, what a role may do, and whom they work for."""
