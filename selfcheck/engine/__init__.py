"""From answers to an assessment: pure computation over the rulebook.

Nothing here knows a request, a language, a clock or a file. The day is an argument.
"""
