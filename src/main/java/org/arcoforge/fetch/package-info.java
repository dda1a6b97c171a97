/**
 * Brings bytes from servers: politely, resumably, and checked. Knows URLs, not what they mean.
 * Imports nothing of the project. The only home of the HTTP and FTP clients.
 */
@NullMarked
package org.arcoforge.fetch;

import org.jspecify.annotations.NullMarked;
