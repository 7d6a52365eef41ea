"""Who uses the desk: users, their roles and rights, sessions and tokens, and the log of what they did."""
