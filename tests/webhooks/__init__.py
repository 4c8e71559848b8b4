"""Webhooks: whom they call, what they say, and that it arrives."""
