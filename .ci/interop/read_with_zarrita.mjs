// Reads every array of a store with zarrita and compares it with the sums that sums.py wrote.
// Usage: node read_with_zarrita.mjs STORE SUMS

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as zarr from "zarrita";
import { FileSystemStore } from "@zarrita/storage";

// What zarrita 0.7.5 cannot read: float16, for which Node 20 has no typed array; zero-length dimensions;
// and bytes, which version 3 has only as an extension, and which fail in version 2 if 0-d or with a fill value.
const unreadable = ({ type, shape }) =>
  type === "float16" || shape.includes(0) || type.startsWith("|S");

function content(chunk) {
  const data = chunk.data;
  if (Array.isArray(data)) return Buffer.from(JSON.stringify(data));
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  // Booleans and fixed-length texts: views with their own type.
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength ?? data.length * (data.chars ?? 1));
}

// zarrita gives a 0-d array as its bare element.
function asChunk(result, array) {
  if (result !== null && typeof result === "object" && "data" in result) return result;
  const kind = array.dtype;
  if (typeof result === "string") return { data: [result] };
  if (typeof result === "boolean") return { data: Uint8Array.of(result ? 1 : 0) };
  const types = {
    int8: Int8Array, uint8: Uint8Array, int16: Int16Array, uint16: Uint16Array, int32: Int32Array,
    uint32: Uint32Array, int64: BigInt64Array, uint64: BigUint64Array, float32: Float32Array,
    float64: Float64Array,
  };
  return { data: types[kind].of(result) };
}

const [store, sumsFile] = process.argv.slice(2);
const sums = JSON.parse(readFileSync(sumsFile, "utf8"));
const root = zarr.root(new FileSystemStore(resolve(store)));
let read = 0;
let bad = 0;
const skipped = [];
for (const [name, expected] of Object.entries(sums)) {
  if (unreadable(expected)) {
    skipped.push(`${name} (${expected.type}, shape [${expected.shape}])`);
    continue;
  }
  try {
    const array = await zarr.open(root.resolve(name), { kind: "array" });
    const chunk = asChunk(await zarr.get(array), array);
    const sum = createHash("sha256").update(content(chunk)).digest("hex");
    if (JSON.stringify(array.shape) !== JSON.stringify(expected.shape)) {
      throw new Error(`shape ${array.shape} instead of ${expected.shape}`);
    }
    if (sum !== expected.sha256) throw new Error("values differ");
    read++;
  } catch (error) {
    bad++;
    console.error(`${store}: zarrita, ${name} (${expected.type}): ${error.message}`);
  }
}
const note = skipped.length ? `; not readable by zarrita: ${skipped.join(", ")}` : "";
console.log(`${store}: zarrita read ${read} of ${Object.keys(sums).length} arrays as zarr-python does${note}`);
process.exit(bad ? 1 : 0);
