"""Exchange with neighboring formats: each is read into a manifest or written from one, with what it cannot carry."""
