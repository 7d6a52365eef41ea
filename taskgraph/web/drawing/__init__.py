"""Pictures as SVG: values in, a string out. They print, need no script, carry their words as text and link onwards."""
