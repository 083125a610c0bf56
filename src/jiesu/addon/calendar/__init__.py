"""Working time: hours, statutory holidays and make-up days, closures. Pure Python."""
