"""Pages for everybody: answers to what is often asked."""
