"""The pages and the API: thin edges over the self-check."""
