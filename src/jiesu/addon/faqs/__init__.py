"""What everybody may read: published FAQ pages, found by everyday words."""
