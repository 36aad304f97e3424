"""What a rule file may say: one frozen model for each kind of entry.

The models know nothing of answers, of scores, of pages or of a language. They hold what the
documents say, each figure beside the document and article it comes from.
"""
