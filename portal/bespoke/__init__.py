"""Bespoke requests (maatwerk): what a school needs and no offer gives, asked with its motive, goal and cost."""
