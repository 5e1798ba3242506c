"""What the bare view answers with; it needs no Django."""

READY = "<!doctype html><title>bare</title><p>" + "A ready string of thirty kilobytes. " * 850
