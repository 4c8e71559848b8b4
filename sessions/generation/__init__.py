"""Programs of any size, made up but lifelike, for trying, measuring and testing."""

from sessions.generation.program import generate

__all__ = ["generate"]
