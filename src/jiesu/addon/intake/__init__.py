"""Intake: every complaint is born here, whatever way it comes."""
