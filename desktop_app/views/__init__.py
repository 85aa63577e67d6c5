"""What is seen (Qt)."""
