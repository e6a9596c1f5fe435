"""Adapt the collection to another regency: begin a study, write its form, check its files, compare studies."""
