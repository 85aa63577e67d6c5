"""What goes in and out: old ledgers, exported workbooks."""
