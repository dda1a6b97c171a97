"""Checks arcoforge against real servers, and against servers that fail; prints what was checked."""

import argparse
import contextlib
import importlib.util
import json
import pathlib
import signal
import sys
import threading
import time

import contract
import faults
import good
import places
import secrets_scan
import servers
from forge import Checks, Forge
from proxy import Proxy

KEY = "WOMBATKEY5Q7ZK3XJ2PD"
SECRET = "pl4typus/Sekret+Bandicoot/9QWxk2ZrTe7Lm"
TOKENS = ["ya29.quokka-Kd83jWq", "ya29.numbat-Zp20vRe", "ya29.dunnart-Mx57hTs"]
WRONG_SECRET = "b1lby/Wrong+Secret/Potoroo0PqLw5Xn8YtGs"
UNKNOWN_KEY = "ECHIDNAKEY8W4NB6VC1R"


def load_compare(root):
    spec = importlib.util.spec_from_file_location("compare", root / ".ci/interop/compare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def together(*works):
    """Runs them at the same time, and raises what one of them raised."""
    raised = []

    def run(work):
        try:
            work()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in raised:
        raise error


def check_contract(checks, root, work, programs, gs, s3):
    keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    others = [places.Gs(gs.url, "arco-contract"), places.S3(s3.url, "arco-contract", KEY, SECRET)]
    contract.run(checks, root, [("GcsServerTest", "arcoforge.gcs", others[0].url, others[0].bucket),
                                ("S3ServerTest", "arcoforge.s3", others[1].url, others[1].bucket)],
                 keys, "fake-gcs-server and versitygw")
    with servers.moto(sys.executable, work) as port:
        moto = places.S3(f"http://127.0.0.1:{port}", "arco-contract", KEY, SECRET)
        contract.run(checks, root, [("S3ServerTest", "arcoforge.s3", moto.url, moto.bucket)], keys, "moto",
                     "-Darcoforge.s3.confuses=true")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("servers", help="folder of the servers' programs")
    parser.add_argument("work", type=pathlib.Path, help="an empty folder")
    parser.add_argument("--totals", help="file to which a line of JSON with the counts is added")
    parser.add_argument("--only", choices=["contract", "good", "faults"], action="append")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    root, work = arguments.root.resolve(), arguments.work
    only = arguments.only or ["contract", "good", "faults"]
    start = time.monotonic()
    heading = lambda text: print(f"-- {text} ({time.monotonic() - start:.0f} s)", flush=True)
    checks = Checks()
    forge = Forge(root, work, checks)
    forge.chunks = str(root / ".ci/buckets/Winds.java")
    compare = load_compare(root)
    with contextlib.ExitStack() as stack:
        gcs_port = stack.enter_context(servers.fake_gcs(arguments.servers, work))
        s3_port = stack.enter_context(servers.versity(arguments.servers, work, KEY, SECRET))
        gs = places.Gs(f"http://127.0.0.1:{gcs_port}", "arco-checks")
        s3 = places.S3(f"http://127.0.0.1:{s3_port}", "arco-checks", KEY, SECRET)
        gs_proxy, s3_proxy = Proxy(gcs_port), Proxy(s3_port)
        stack.callback(gs_proxy.close)
        stack.callback(s3_proxy.close)
        forge.environment |= {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
        token_file = work / "token"
        token_file.write_text(TOKENS[0] + "\n")
        gs_access = ["--gcs-endpoint", gs_proxy.url, "--gcs-token-file", str(token_file)]
        s3_access = ["--s3-endpoint", s3_proxy.url]
        gs_proxy.token = TOKENS[0]
        stack.callback(forge.stop)
        heading("stores here, to compare with")
        stores = good.local_stores(forge, work)
        if "good" in only:
            heading("buckets")
            together(lambda: good.bucket(forge, checks, compare, gs, gs_access, stores),
                     lambda: good.bucket(forge, checks, compare, s3, s3_access, stores))
            heading("copies and the web")
            together(lambda: good.copies(forge, checks, gs, s3, gs_access + s3_access, stores),
                     lambda: good.web(forge, checks, compare, stores))
        works = []
        if "contract" in only:
            works.append(lambda: check_contract(checks, root, work, arguments.servers, gs, s3))
        if "faults" in only:
            works += [lambda: faults.gs(forge, checks, gs, gs_proxy, token_file, TOKENS, stores),
                      lambda: faults.s3(forge, checks, s3, s3_proxy, WRONG_SECRET, UNKNOWN_KEY, stores)]
        heading(" and ".join(name for name in ("contract", "faults") if name in only))
        together(*works)
        heading("secrets")
        secrets = [KEY, SECRET, *TOKENS, WRONG_SECRET, UNKNOWN_KEY]
        secrets_scan.check(checks, work, forge.said, [gs, s3], secrets)
    heading("done")
    print(f"buckets: {checks.count} checks, {len(checks.failures)} failed; "
          f"{checks.variables} variables, {checks.values} values compared")
    if arguments.totals:
        with open(arguments.totals, "a") as totals:
            json.dump({"variables": checks.variables, "values": checks.values}, totals)
            totals.write("\n")
    sys.exit(1 if checks.failures or not checks.count else 0)


if __name__ == "__main__":
    main()
