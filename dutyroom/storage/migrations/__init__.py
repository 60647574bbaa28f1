"""Steps of the schema from release to release, and the runner that takes them."""
