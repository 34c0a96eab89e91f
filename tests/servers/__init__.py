"""Real servers on private sockets in a temporary folder, as production runs them."""
