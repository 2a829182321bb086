"""Where visits are seen: the list, a new one, one visit with its parts, and finishing it."""
