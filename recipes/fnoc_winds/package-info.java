/** FNOC monthly mean surface winds. Its files are in {@code data/}; see {@code meta.yaml}. */
package fnoc_winds;
