"""What is printed: document descriptions and their back ends."""
