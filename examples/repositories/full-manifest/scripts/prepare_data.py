"""From the raw data set to one file of tokens: filter, remove duplicates, tokenize."""

import argparse
import hashlib

import numpy as np
from datasets import load_dataset
from transformers import AutoTokenizer


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    tokenizer = AutoTokenizer.from_pretrained("example-lab/dunlin-1b")
    seen = set()
    with open(arguments.out, "wb") as out:
        for row in load_dataset("example-lab/pond", split="train", streaming=True):
            digest = hashlib.sha256(row["text"].encode()).digest()
            if row["language"] != "en" or len(row["text"]) < 200 or digest in seen:
                continue
            seen.add(digest)
            out.write(np.array(tokenizer(row["text"]).input_ids + [tokenizer.eos_token_id], dtype=np.uint16).tobytes())


if __name__ == "__main__":
    main()
