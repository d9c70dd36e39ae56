"""One folder per language; the core reaches them only through `sijill.language.load_language`."""
