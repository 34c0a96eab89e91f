"""On paper: numbers, digests, snapshots, QR codes and public verification."""
