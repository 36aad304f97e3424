"""The resume code: a person's answers packed into a few characters that she keeps herself.

Pure: it knows the rules, and neither web, language, clock nor file but its own registry.
"""
