"""Every piece of Python text of a generated package is finished here.

`text` is the door and the layout; each other folder writes one folder of a package.
"""
