"""What fails, and what is right afterwards."""

import os
import pathlib

import places
from forge import difference, files
from good import DATA, WINDS

ENVIRONMENT = {"WINDS": str(DATA.absolute())}

# After so many uploads a run is in the middle of its chunks.
MIDDLE = 40


class Faults:
    """Checks of one server behind a proxy."""

    def __init__(self, forge, checks, place, proxy, access, stores):
        self.forge, self.checks, self.place, self.proxy = forge, checks, place, proxy
        self.access, self.stores = access, stores

    def uri(self, name):
        return places.uri(self.place, name)

    def bake(self, name, *options):
        return ["bake", self.forge.chunks, "--target", self.uri(name), *self.access, *options]

    def puts(self):
        return self.proxy.count(("PUT", "POST"))

    def watched(self, name, format=3):
        return places.Watch(self.place, name, files(self.stores["chunks", format]))

    def sound(self, name, watch):
        """Checks that no object was ever torn, and that nothing was a store too early."""
        self.checks.that(f"{self.uri(name)}: looked at while it was written", watch.looks > 1 and watch.seen,
                         f"{watch.looks} looks, {watch.seen} objects")
        self.checks.that(f"{self.uri(name)}: no object torn, no store before the end", not watch.wrong,
                         "\n".join(watch.wrong))

    def no_store(self, name):
        self.checks.that(f"{self.uri(name)} is no store", not places.opens(self.place, name))
        self.forge.fails("Cannot ", "inspect", self.uri(name), *self.access)

    def equals_local(self, name, format=3, kind="chunks"):
        """Copies it here, past the proxy's faults, and compares each byte with the store baked here."""
        local = pathlib.Path(self.stores[kind, format]).with_name(f"back-{self.place.scheme}-{name}")
        self.forge.done("copy", self.uri(name), local, *self.access)
        different = difference(local, self.stores[kind, format])
        self.checks.that(f"{self.uri(name)} equals what was baked here", not different, str(different[:10]))
        self.checks.that(f"{self.uri(name)} opens", places.opens(self.place, name))

    def verbose(self, *arguments, environment=None):
        """The same with a stack trace, for the scan for secrets."""
        run = self.forge.run(*arguments, "--verbose", environment=environment)
        self.checks.that(f"fails verbosely: {arguments[0]}", run.code == 1 and "\tat " in run.err, run.err)

    def missing_bucket(self):
        nowhere = f"{self.place.scheme}://arco-nowhere/x.zarr"
        self.forge.fails("arco-nowhere", "bake", WINDS, "--target", nowhere, *self.access)
        self.forge.fails("arco-nowhere", "inspect", nowhere, *self.access)
        self.verbose("bake", WINDS, "--target", nowhere, *self.access)

    def refusing(self):
        name = "refused.zarr"
        self.proxy.refused = 0.5
        run = self.forge.done(*self.bake(name, "--prune=1"), environment=ENVIRONMENT)
        self.proxy.refused = 0.0
        asked = len(self.proxy.requests)
        refused = sum(request.status == 503 for request in self.proxy.requests)
        self.checks.that("half was refused", refused > 10 and 0.3 < refused / asked < 0.7, f"{refused} of {asked}")
        self.forge.done("verify", self.uri(name), "--recipe", self.forge.chunks, "--prune=1", *self.access,
                        environment=ENVIRONMENT)
        print(f"{self.place.scheme}: {refused} of {asked} requests refused, {run.seconds:.0f} s")

    def cutting(self):
        name = "cut.zarr"
        self.proxy.cut_every = 5
        with self.watched(name) as watch:
            run = self.forge.done(*self.bake(name), environment=ENVIRONMENT)
        self.proxy.cut_every = 0
        self.checks.that("uploads were cut", self.proxy.cuts > 10, str(self.proxy.cuts))
        self.sound(name, watch)
        self.forge.done("verify", self.uri(name), "--recipe", self.forge.chunks, *self.access, environment=ENVIRONMENT)
        self.equals_local(name)
        print(f"{self.place.scheme}: {self.proxy.cuts} uploads cut, {watch.looks} looks, {watch.seen} objects, "
              f"{run.seconds:.0f} s")


def replace(file, text):
    """Writes a file as a whole."""
    new = file.with_name(file.name + ".new")
    new.write_text(text + "\n")
    os.replace(new, file)


def gs(forge, checks, place, proxy, token_file, tokens, stores):
    access = ["--gcs-endpoint", proxy.url, "--gcs-token-file", str(token_file)]
    faults = Faults(forge, checks, place, proxy, access, stores)
    for step in (faults.missing_bucket, faults.refusing, faults.cutting):
        proxy.reset()
        replace(token_file, tokens[0])
        proxy.token = tokens[0]
        step()
    renewed_token(faults, token_file, tokens)
    expired_token(faults, token_file, tokens)
    anonymous = ["--gcs-endpoint", proxy.url, "--anonymous"]
    proxy.reset()
    proxy.token_to_write = tokens[0]
    forge.done("inspect", faults.uri("expired.zarr"), *anonymous)
    forge.fails("Log in", "bake", WINDS, "--target", faults.uri("anonymous.zarr"), *anonymous)
    faults.verbose("bake", WINDS, "--target", faults.uri("anonymous.zarr"), *anonymous)


def renewed_token(faults, token_file, tokens):
    """The server wants a new token in the middle of a run, which the file has from then on."""
    name, proxy = "renewed.zarr", faults.proxy
    proxy.reset()
    replace(token_file, tokens[0])
    proxy.token = tokens[0]

    def renew():
        replace(token_file, tokens[1])
        proxy.token = tokens[1]

    proxy.at(MIDDLE, renew)
    with faults.watched(name) as watch:
        run = faults.forge.done(*faults.bake(name), environment=ENVIRONMENT)
    faults.checks.that("the token was renewed", proxy.token == tokens[1])
    faults.checks.that("the run says until when its token is good", "token" in run.err, run.err)
    faults.sound(name, watch)
    faults.equals_local(name)


def expired_token(faults, token_file, tokens):
    """The server wants another token in the middle of a run, which nobody writes to the file."""
    name, proxy, checks = "expired.zarr", faults.proxy, faults.checks
    proxy.reset()
    replace(token_file, tokens[1])
    proxy.token = tokens[1]
    faults.forge.done(*faults.bake("whole.zarr"), environment=ENVIRONMENT)
    whole = faults.puts()

    proxy.reset()
    proxy.token = tokens[1]
    proxy.at(MIDDLE, lambda: setattr(proxy, "token", tokens[2]))
    with faults.watched(name) as watch:
        run = faults.forge.fails("--resume", *faults.bake(name), environment=ENVIRONMENT)
    checks.that("the error names the token's file", str(token_file) in run.err.splitlines()[-1], run.err)
    first = faults.puts()
    checks.that("the run stopped in its middle", 5 < first < whole, f"{first} of {whole}")
    proxy.reset()
    proxy.token = tokens[1]
    proxy.at(MIDDLE, lambda: setattr(proxy, "token", tokens[2]))
    faults.verbose(*faults.bake("verbose.zarr"), environment=ENVIRONMENT)
    replace(token_file, tokens[2])
    faults.sound(name, watch)
    faults.no_store(name)
    faults.forge.fails("--resume", *faults.bake(name), environment=ENVIRONMENT)
    faults.no_store(name)

    proxy.reset()
    proxy.token = tokens[2]
    with faults.watched(name) as watch:
        faults.forge.done(*faults.bake(name, "--resume"), environment=ENVIRONMENT)
    second = faults.puts()
    checks.that("the rest takes fewer uploads", second < whole - first // 2, f"{second} after {first}, whole {whole}")
    faults.sound(name, watch)
    faults.equals_local(name)
    print(f"gs: {first} uploads before the token ended, {second} after, {whole} in a whole run")


def s3(forge, checks, place, proxy, wrong_secret, unknown_key, stores):
    access = ["--s3-endpoint", proxy.url]
    faults = Faults(forge, checks, place, proxy, access, stores)
    for step in (faults.missing_bucket, faults.refusing, faults.cutting):
        proxy.reset()
        step()
    proxy.reset()
    target = ["bake", WINDS, "--target", faults.uri("denied.zarr"), *access]
    wrong = {"AWS_SECRET_ACCESS_KEY": wrong_secret}
    forge.fails("the secret of access key .* is wrong", *target, environment=wrong)
    faults.verbose(*target, environment=wrong)
    unknown = {"AWS_ACCESS_KEY_ID": unknown_key}
    forge.fails("does not know access key", *target, environment=unknown)
    faults.verbose(*target, environment=unknown)
    named = {"OSN_KEY": unknown_key, "OSN_SECRET": wrong_secret}
    forge.fails("does not know access key", *target, "--s3-keys", "OSN_KEY,OSN_SECRET", environment=named)
    nobody = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    forge.fails("no AWS credentials", *target, environment=nobody)
    faults.verbose(*target, environment=nobody)

    forge.fails("--anonymous", "inspect", faults.uri("cut.zarr"), *access, "--anonymous", environment=nobody)
    place.open_to_all()
    seen = forge.done("inspect", faults.uri("cut.zarr"), *access, "--anonymous", environment=nobody)
    checks.that("anybody sees what is in a public bucket", "UWND" in seen.out, seen.out)
    forge.done("verify", faults.uri("cut.zarr"), "--recipe", forge.chunks, *access, "--anonymous",
               environment=nobody | ENVIRONMENT)
    forge.fails("without credentials nobody may", *target, "--anonymous", environment=nobody)
    faults.verbose(*target, "--anonymous", environment=nobody)
    checks.that("nothing was written where it was denied", not place.names("denied.zarr"))
