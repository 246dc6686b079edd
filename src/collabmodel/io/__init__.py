"""Descriptions in files: the only package that knows a format, and the only one that imports cattrs."""
