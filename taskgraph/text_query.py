"""The language in which words are asked for: 危房 (改造 | 新建) -试点. Pure: text in, records out.

A word is an exact run of characters, compared without width and case. It knows nothing of tables: `search.py` puts a
query to the store, and `fits` answers it for one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from taskgraph.errors import QueryError
from taskgraph.folding import fold

MOST_WORDS = 64
DEEPEST = 16
_AND, _OR, _NOT = frozenset({"AND", "且"}), frozenset({"OR", "或"}), frozenset({"NOT", "非"})
_OPERATORS = _AND | _OR | _NOT
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂"}
_OPEN, _CLOSE, _BAR, _MINUS = "(（", ")）", "|｜", "-－"
_ENDS_WORD = _CLOSE + _BAR
_BRACKETED = re.compile(r"[(（][^\s()（）|｜]+[)）]")
_HINT = "。要查符号本身,请给文字加引号"


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that must stand together; `folded` as `folding.fold` gives them."""

    folded: str

    def fits(self, folded: str) -> bool:
        return self.folded in folded

    def iter_wanted(self, *, wanted: bool = True) -> Iterator[str]:
        if wanted:
            yield self.folded


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Query, ...]

    def fits(self, folded: str) -> bool:
        return all(part.fits(folded) for part in self.parts)

    def iter_wanted(self, *, wanted: bool = True) -> Iterator[str]:
        for part in self.parts:
            yield from part.iter_wanted(wanted=wanted)


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Query, ...]

    def fits(self, folded: str) -> bool:
        return any(part.fits(folded) for part in self.parts)

    def iter_wanted(self, *, wanted: bool = True) -> Iterator[str]:
        for part in self.parts:
            yield from part.iter_wanted(wanted=wanted)


@dataclass(frozen=True, slots=True)
class Not:
    part: Query

    def fits(self, folded: str) -> bool:
        return not self.part.fits(folded)

    def iter_wanted(self, *, wanted: bool = True) -> Iterator[str]:
        return self.part.iter_wanted(wanted=not wanted)


Query = Word | AllOf | AnyOf | Not


def wanted_words(query: Query) -> tuple[str, ...]:
    """Return the folded words that a text may fit by, each once, in the order asked."""
    return tuple(dict.fromkeys(query.iter_wanted()))


def parse_query(text: str) -> Query:
    """Return what `text` asks for; raise QueryError, which names the place, if it cannot be read."""
    tokens = [*_iter_tokens(text)]
    if not tokens:
        raise QueryError("没有写要查找的文字")
    if sum(token.kind == "word" for token in tokens) > MOST_WORDS:
        raise QueryError(f"一次最多查 {MOST_WORDS} 个词,请分几次查")
    parser = _Parser(text, tokens)
    query = parser.read_any(depth=0)
    if parser.next is not None:
        raise _misplaced(parser.next, "没有对应的左括号")
    return query


class _Token(NamedTuple):
    """`kind` is word, and, or, not, ( or ); `at` counts characters from 0."""

    kind: str
    text: str
    at: int


class _Parser:
    """Goes through the tokens once: any = all (OR all)*, all = one (AND? one)*, one = NOT* (word | "(" any ")")."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.end = len(text)

    @property
    def next(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *kinds: str) -> _Token | None:
        token = self.next
        if token is None or token.kind not in kinds:
            return None
        self.at += 1
        return token

    def read_any(self, depth: int) -> Query:
        parts = [self.read_all(depth)]
        while self.take("or"):
            parts.append(self.read_all(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def read_all(self, depth: int) -> Query:
        parts = [self.read_one(depth)]
        while self.take("and") or (self.next and self.next.kind in {"word", "not", "("}):
            parts.append(self.read_one(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def read_one(self, depth: int) -> Query:
        negated = False
        while self.take("not"):
            negated = not negated
        query = self.read_operand(depth)
        return Not(query) if negated else query

    def read_operand(self, depth: int) -> Query:
        if word := self.take("word"):
            return Word(fold(word.text))
        opened = self.take("(")
        if opened is None:
            raise self.missing_word()
        if depth == DEEPEST:
            raise _misplaced(opened, f"括号最多套 {DEEPEST} 层")
        query = self.read_any(depth + 1)
        if not self.take(")"):
            raise _misplaced(opened, "没有对应的右括号")
        return query

    def missing_word(self) -> QueryError:
        token = self.next
        if token is None:
            return QueryError(f"查询到第 {self.end} 个字就断了,后面还应有要查找的文字{_HINT}")
        return _misplaced(token, "前面应有要查找的文字")


def _misplaced(token: _Token, why: str) -> QueryError:
    return QueryError(f"第 {token.at + 1} 个字 {token.text} {why}{_HINT}")


def _iter_tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        else:
            token, at = _read_token(text, at)
            yield token


def _read_token(text: str, at: int) -> tuple[_Token, int]:
    """Return the token that begins at `at`, and where it ends."""
    char = text[at]
    for kind, chars in (("(", _OPEN), (")", _CLOSE), ("or", _BAR), ("not", _MINUS)):
        if char in chars:
            return _Token(kind, char, at), at + 1
    if char in _QUOTES:
        return _read_phrase(text, at)
    end = _word_end(text, at)
    word = text[at:end]
    kinds = (kind for kind, words in (("and", _AND), ("or", _OR), ("not", _NOT)) if word in words)
    return _Token(next(kinds, "word"), word, at), end


def _read_phrase(text: str, at: int) -> tuple[_Token, int]:
    end = text.find(_QUOTES[text[at]], at + 1)
    opened = _Token("word", text[at], at)
    if end < 0:
        raise _misplaced(opened, f"没有对应的右引号 {_QUOTES[text[at]]} ")
    phrase = text[at + 1 : end]
    if not phrase.strip():
        raise _misplaced(opened, "后面的引号里没有文字")
    return _Token("word", phrase, at), end + 1


def _word_end(text: str, at: int) -> int:
    """Return where the word from `at` on ends; brackets around a plain word belong to it: 农田(含改造)."""
    i = at
    while i < len(text) and not (text[i].isspace() or text[i] in _ENDS_WORD):
        if text[i] not in _OPEN:
            i += 1
        elif text[at:i] not in _OPERATORS and (inside := _BRACKETED.match(text, i)):
            i = inside.end()
        else:
            return i
    return i
