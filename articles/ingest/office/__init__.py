"""Documents of office programs: what Word and OpenDocument keep in their parts, as plain HTML."""
