"""From an assessment to words in one language: the shape that pages, API and command line share.

It decides nothing: every verdict and figure comes from the engine.
"""
