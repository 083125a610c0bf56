"""Pages of supervisions: the list, one of them, the form that opens one."""
