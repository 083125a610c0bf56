"""`@faq` of a desk."""
