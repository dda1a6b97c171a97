/** GLAB-VOD. Its files are fetched from Zenodo; see {@code meta.yaml}. */
package glab_vod;
