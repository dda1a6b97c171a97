/** C-iTRACE. Its files are fetched from Figshare; see {@code meta.yaml}. */
package c_itrace;
