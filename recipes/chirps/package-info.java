/** CHIRPS 2.0. Its files are fetched from the Climate Hazards Center; see {@code meta.yaml}. */
package chirps;
