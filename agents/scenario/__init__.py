"""What a scenario file says, and the checks that it must pass: values only, nothing happens here."""
