package org.arcoforge.zarr;

/** The version of the Zarr specification that a store follows. */
public enum ZarrFormat {
  /** Zarr 2: {@code .zarray}, {@code .zattrs}, {@code .zgroup}, {@code .zmetadata}. */
  V2,
  /** Zarr 3: {@code zarr.json}. */
  V3
}
