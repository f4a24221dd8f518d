"""Records that people edit one by one: categories, rooms, persons ..."""
