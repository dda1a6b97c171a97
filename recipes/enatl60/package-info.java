/** eNATL60-BLBT02. Its files are fetched from Zenodo; see {@code meta.yaml}. */
package enatl60;
