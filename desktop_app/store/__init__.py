"""The file: key, unit of work, history chain, snapshots, backups, attachments, migrations."""
