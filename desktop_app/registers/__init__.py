"""What a 台账 is: fields, labels, aliases, filters, actions, papers, declared. No Qt, no SQL."""
