Answers reviewed by the head, departments that are consulted, colleagues who help, and complaints that are merged and answered together.
