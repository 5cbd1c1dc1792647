"""Views to files: one page for every renderer, those of other packages included; reports; pictures for print."""
