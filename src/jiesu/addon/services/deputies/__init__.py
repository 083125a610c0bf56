"""`@deputies` of a department: who acts for whom while they are away."""
