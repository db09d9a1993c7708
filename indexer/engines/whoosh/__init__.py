"""The engine over Whoosh 2.7.4: it keeps postings; columns, executor and snapshots are ours."""

from indexer.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
