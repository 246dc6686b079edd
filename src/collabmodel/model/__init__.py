"""What there is: frozen values without arrays, files or judgement."""
