"""What a new description changes for a user of the generated client, in Python terms."""
