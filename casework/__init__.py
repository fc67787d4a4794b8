"""What the work is: records, the rules over them and how they are kept. No Qt, SQL, network or clock."""
