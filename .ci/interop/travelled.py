"""Fails if the server of replicas sent more bytes than expected, by the log of serve_replicas.py."""

import argparse
import json
import re
import sys

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("log")
parser.add_argument("path", help="regular expression: which answers count")
parser.add_argument("most", type=int, help="bytes of content")
arguments = parser.parse_args()
lines = [json.loads(line) for line in open(arguments.log)]
sent = [line["bytes"] for line in lines if re.search(arguments.path, line["path"])]
print(f"{sum(sent):,} bytes in {len(sent)} answers for {arguments.path}, expected at most {arguments.most:,}; "
      f"{len(lines)} answers in all")
sys.exit(1 if sum(sent) > arguments.most else 0)
