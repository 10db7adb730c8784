/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-random.h"

#include <errno.h>
#include <sys/random.h>

/* The URL-safe alphabet of RFC 4648 section 5: 64 characters, so that six random bits choose one without bias. */
static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * hlc_random_bytes:
 * @bytes: (out caller-allocates) (array length=length): where they go
 *
 * Takes bytes for keys and ids from the kernel. Any thread.
 */
void
hlc_random_bytes (guint8 *bytes, gsize length)
{
  gsize filled = 0;

  while (filled < length)
    {
      gssize got = getrandom (bytes + filled, length - filled, 0);

      if (got > 0)
        filled += got;
      else if (errno != EINTR)
        g_error ("The kernel gives no random bytes: %s", g_strerror (errno));
    }
}

/**
 * hlc_random_token:
 * @prefix: what it begins with
 * @n_characters: how many URL-safe characters follow, six random bits each
 *
 * Returns: (transfer full): an id or a key that nobody can guess. Any thread.
 */
char *
hlc_random_token (const char *prefix, guint n_characters)
{
  g_autofree guint8 *bytes = g_malloc (n_characters);
  g_autoptr (GString) token = g_string_new (prefix);

  hlc_random_bytes (bytes, n_characters);
  for (guint i = 0; i < n_characters; i++)
    g_string_append_c (token, ALPHABET[bytes[i] & 63]);

  return g_string_free (g_steal_pointer (&token), FALSE);
}
