"""How results are shown: plain rows as text, Markdown and HTML."""
