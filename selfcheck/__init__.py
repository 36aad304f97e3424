"""The Jiaxing residence self-check."""
