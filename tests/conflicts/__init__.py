"""The rules of a program: for each, where it speaks and where it must not."""
