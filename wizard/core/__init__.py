"""What is true without a computer: pure values and functions, standard library only."""
