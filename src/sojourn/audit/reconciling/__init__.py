"""What the sources jointly imply, and the smallest sets of assertions that cannot all be true."""
