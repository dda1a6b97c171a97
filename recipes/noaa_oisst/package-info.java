/** NOAA OISST v2.1. Its files are fetched from NCEI; see {@code meta.yaml}. */
package noaa_oisst;
