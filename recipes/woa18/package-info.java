/** World Ocean Atlas 2018. Its files are fetched from NCEI; see {@code meta.yaml}. */
package woa18;
