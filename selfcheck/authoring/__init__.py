"""What whoever writes rule files needs: inspection, drafts, spreadsheets, comparison, schemas.

It works on files and rulebooks, in a language where it speaks to people. It knows no page, no
command line and no clock: folder, day and language are arguments.
"""
