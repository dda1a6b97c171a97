/** CASM soil moisture. Its files are fetched from Zenodo; see {@code meta.yaml}. */
package casm_soil_moisture;
