/** HadISST1. Its file is fetched from the Met Office; see {@code meta.yaml}. */
package hadisst;
