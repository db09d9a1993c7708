"""Questions: text → syntax tree → query tree → answer, and the marks that show why a text was found."""
