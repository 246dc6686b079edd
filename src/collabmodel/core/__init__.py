"""What is computed: arrays in, arrays out; nothing here knows a name."""
