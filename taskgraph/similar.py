"""MinHash signatures of texts: reprints, 转发 and revised editions are found without comparing all with all.

Signatures are stored, so their scheme is fixed; a test holds one of them to the bit.
"""

from __future__ import annotations

from collections.abc import Set
from hashlib import blake2b

SCHEME = "affine32-126x5"  # datasketch's scheme, permutations × characters of a shingle
PERMUTATIONS = 126
ROWS = 3  # hashes of a band: 42 bands of 3 find 99.6 % of the pairs that share half of their shingles
HASH_SIZE = 4  # bytes
LIKELY = 0.4  # estimated share from which a pair is compared exactly
SIMILAR = 0.5  # exact share of common shingles from which two documents are called similar
MOST_COMPARED = 10  # documents
SHORTEST = 100  # shingles: shorter texts are alike by chance


def sign(shingles: Set[str]) -> bytes:
    """Return the signature of a text's shingles: 126 little-endian numbers of 32 bits."""
    from datasketch import MinHash  # noqa: PLC0415 - half a second, paid only when documents are loaded

    made = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32")
    made.update_batch([shingle.encode() for shingle in shingles])
    return bytes(made.hashvalues.astype("<u4").tobytes())


def bands(signature: bytes, rows: int = ROWS) -> tuple[int, ...]:
    """Return the bands of a signature, as numbers that a database can look up; similar texts share at least one."""
    size = rows * HASH_SIZE
    pieces = (signature[at : at + size] for at in range(0, len(signature), size))
    return tuple(
        int.from_bytes(blake2b(piece, digest_size=8).digest(), byteorder="big", signed=True) for piece in pieces
    )


def estimate(one: bytes, other: bytes) -> float:
    """Return how many of the hashes agree: about the share of common shingles."""
    pairs = zip(memoryview(one).cast("I"), memoryview(other).cast("I"), strict=True)
    return sum(a == b for a, b in pairs) / PERMUTATIONS
