"""The rules of the course: standard library only; no Flask, no SQL, no files, no clock."""
