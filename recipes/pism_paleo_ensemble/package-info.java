/** PISM paleo ensemble. Its files are read within a zip at PANGAEA; see {@code meta.yaml}. */
package pism_paleo_ensemble;
