"""Tables of other places, as rule files alone: what the formula language has to be able to say."""
