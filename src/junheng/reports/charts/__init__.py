"""Charts as geometry: dots against a floor, small lines, classed maps, on one kind of axis; pages and documents draw them."""
