"""The output folder: what it holds, what it was made from, and how it is brought up to date."""
