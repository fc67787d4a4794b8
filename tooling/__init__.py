"""What is run by hand beside the programs: locks, pages made from the code."""
