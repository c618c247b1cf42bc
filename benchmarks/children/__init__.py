"""Programs that are measured from inside, each in a process of its own."""
