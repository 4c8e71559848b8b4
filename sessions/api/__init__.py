"""The program for other programs, to read and to write, under `/api/v1/`: docs/api.md.

`program` is the API itself; `reading` and `writing` its operations, `schemas` and `changes` what
goes out and comes in, `door` what is the same for every request.
"""
