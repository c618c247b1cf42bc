"""Python text and nothing else: the door, the layout, imports and docstrings."""
