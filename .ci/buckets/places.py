"""What is in the buckets of the two servers, past arcoforge and the proxies."""

import json
import threading
import urllib.parse
import urllib.request

import boto3
import botocore.config
import xarray as xr
import zarr.storage


class Gs:
    """A bucket of fake-gcs-server."""

    scheme = "gs"

    def __init__(self, url, bucket):
        self.url = url
        self.bucket = bucket
        self.options = {"endpoint_url": url, "token": "anon", "use_listings_cache": False}
        body = json.dumps({"name": bucket}).encode()
        self.ask("/storage/v1/b?project=checks", body)

    def ask(self, path, body=None):
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    def names(self, prefix):
        names, token = [], ""
        while True:
            query = urllib.parse.urlencode({"prefix": prefix, "pageToken": token})
            page = json.loads(self.ask(f"/storage/v1/b/{self.bucket}/o?{query}"))
            names += [item["name"] for item in page.get("items", [])]
            token = page.get("nextPageToken", "")
            if not token:
                return names

    def read(self, name):
        return self.ask(f"/download/storage/v1/b/{self.bucket}/o/{urllib.parse.quote(name, safe='')}?alt=media")

    def write(self, name, content):
        query = urllib.parse.urlencode({"uploadType": "media", "name": name})
        self.ask(f"/upload/storage/v1/b/{self.bucket}/o?{query}", content)


class S3:
    """A bucket of versitygw."""

    scheme = "s3"

    def __init__(self, url, bucket, key, secret):
        self.url = url
        self.bucket = bucket
        self.options = {"endpoint_url": url, "key": key, "secret": secret, "use_listings_cache": False}
        self.client = boto3.client(
            "s3", endpoint_url=url, aws_access_key_id=key, aws_secret_access_key=secret, region_name="us-east-1",
            config=botocore.config.Config(s3={"addressing_style": "path"}))
        self.client.create_bucket(Bucket=bucket)

    def names(self, prefix):
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return [item["Key"] for page in pages for item in page.get("Contents", [])]

    def read(self, name):
        return self.client.get_object(Bucket=self.bucket, Key=name)["Body"].read()

    def write(self, name, content):
        self.client.put_object(Bucket=self.bucket, Key=name, Body=content)

    def open_to_all(self):
        """Lets anybody list and read."""
        here = f"arn:aws:s3:::{self.bucket}"
        self.client.put_bucket_policy(Bucket=self.bucket, Policy=json.dumps({
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:ListBucket"],
                           "Resource": [here, here + "/*"]}]}))


def uri(place, name):
    return f"{place.scheme}://{place.bucket}/{name}"


def zarr_store(place, name):
    return zarr.storage.FsspecStore.from_url(uri(place, name), storage_options=place.options, read_only=True)


def opens(place, name):
    """Whether a reader takes what is there for a store; with the metadata of all, or without."""
    for consolidated in (True, False):
        try:
            xr.open_zarr(zarr_store(place, name), consolidated=consolidated, chunks=None).close()
            return True
        except Exception:  # Whatever a reader throws.
            pass
    return False


class Watch:
    """Looks at a store again and again while it is written, and compares it with what it must become.

    Each object that is not a document is either missing or equal to the same file of `expected`; with
    the document that makes it a store, all of them are there.
    """

    ROOTS = {"zarr.json", ".zgroup", ".zmetadata"}

    def __init__(self, place, name, expected):
        self.place, self.name, self.expected = place, name, expected
        self.wrong = []
        self.looks = self.seen = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.ended.set()
        self.thread.join()

    def run(self):
        known = set()
        while not self.ended.wait(0.02):
            try:
                known |= self.look(known)
            except Exception as error:  # A check of its own: must not end in silence.
                self.wrong.append(f"cannot look: {error!r}")
                return

    def look(self, known):
        prefix = self.name + "/"
        names = {name[len(prefix):] for name in self.place.names(prefix)}
        self.looks += 1
        if names & self.ROOTS:
            missing = {name for name in self.expected.keys() - names if not is_document(name)}
            if missing:
                self.wrong.append(f"a store without {len(missing)} of its chunks, such as {min(missing)}")
        new = {name for name in names - known if not is_document(name)}
        for name in sorted(new):
            self.seen += 1
            if self.place.read(prefix + name) != self.expected.get(name):
                self.wrong.append(f"{name} is not what it must be")
        return new


def is_document(name):
    return name.split("/")[-1] in ("zarr.json", ".zgroup", ".zmetadata", ".zarray", ".zattrs") or "arcoforge" in name
