"""What people write: fields and values, commits, documents and the views of them."""
