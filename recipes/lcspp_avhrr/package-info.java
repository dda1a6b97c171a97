/** LCSPP-AVHRR. Its archives are fetched from Zenodo; see {@code meta.yaml}. */
package lcspp_avhrr;
