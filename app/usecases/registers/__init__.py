"""The registers of rights requests and of breaches, and what is sent of them."""
