"""Signs, tents and badges, read by other programs than the one that makes them."""
