"""Jobs: how each timed job fares, told across processes."""
