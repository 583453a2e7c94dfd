"""Charts drawn by the server as SVG: dots against a floor, small lines, classed maps, on one kind of axis."""
