"""Read a large answer into models, and parse it alone (RFC 8259)."""

import argparse
import importlib
import json
import sys
from typing import Any

from benchmarks.children.absent import hide
from benchmarks.contest import contest

POSTS = 100
TEXT = "A text as long as such texts are when people have a thing to say. " * 4
TIMES = 10


def main() -> None:
    """Measure with the chosen parser, and print the contest."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("parser", choices=["orjson", "json"])
    parser.add_argument("--rounds", type=int, required=True)
    chosen = parser.parse_args()
    sys.path.insert(0, chosen.folder)
    if chosen.parser == "json":
        hide("orjson")
    loads = importlib.import_module(chosen.parser).loads
    read_json = importlib.import_module("posts._runtime.json_text").read_json
    read = importlib.import_module("posts.models.posts").read_post_page
    content = json.dumps(page(), separators=(",", ":")).encode()
    if read(read_json(content)).data[-1].author.username != f"user_{POSTS - 1}":
        sys.exit("the readers did not give models")

    def ours(times: int) -> None:
        for _ in range(times):
            read(read_json(content))

    def theirs(times: int) -> None:
        for _ in range(times):
            loads(content)

    print(contest(ours, theirs, chosen.rounds, TIMES).to_json())


def page() -> dict[str, Any]:
    """Give an answer of so many posts, each with seven objects inside."""
    posts = [post(number) for number in range(POSTS)]
    return {"data": posts, "meta": {"result_count": POSTS, "next_token": "b26v89c19zq"}}


def post(number: int) -> dict[str, Any]:
    """Give a post."""
    return {
        "id": f"114665456767{number:07}",
        "text": TEXT,
        "created_at": "2026-01-02T03:04:05.000Z",
        "lang": "en",
        "possibly_sensitive": False,
        "author": {
            "id": f"2244{number:06}",
            "username": f"user_{number}",
            "name": f"User number {number}",
            "verified": number % 2 == 0,
            "public_metrics": {"like_count": number, "reply_count": 3},
        },
        "public_metrics": {"like_count": 12, "reply_count": 3, "quote_count": number},
        "entities": {
            "hashtags": ["python", "openapi"],
            "urls": [link(start) for start in (20, 44)],
        },
        "referenced_posts": [{"type": "replied_to", "id": f"1146654{number:012}"}],
    }


def link(start: int) -> dict[str, Any]:
    """Give a link in a text."""
    return {
        "start": start,
        "end": start + 23,
        "url": "https://t.example/abcdefghij",
        "expanded_url": "https://www.example.org/articles/how-fast-is-it",
    }


if __name__ == "__main__":
    main()
