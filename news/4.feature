Extension, suspension, nudging, instructions, follow-up; supporting departments have limits of their own.
