"""Training and building of what ships: networks, from pictures that the project draws itself."""
