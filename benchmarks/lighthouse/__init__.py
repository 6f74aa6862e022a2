"""What the claims about speed and quality in a browser rest on: Lighthouse, on a telephone."""
