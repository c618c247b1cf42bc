"""Templates of the user's own: what they may do, and that they are for these views."""
