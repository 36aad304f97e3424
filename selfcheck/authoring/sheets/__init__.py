"""Schemes as spreadsheets: a layout made from the models, a writer, a reader that trusts nothing.

The layout follows the models: a new key is a new column, a new kind of formula a new choice of the
sheet of formulas, without a line of code here.
"""
