"""What all boards have in common: colours, queries, panels, tables, variables and the frame of a board."""
