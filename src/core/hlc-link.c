/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-link.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-error.h"

#define OPERATION "operation/"

/* Longer than any call_id that is accepted, percent-encoded. Bytes. */
#define MAX_LENGTH 4096

/**
 * hlc_link_new_for_operation:
 * @call_id: of an operation
 *
 * Returns: (transfer full): a link that shows it in the console, ASCII
 */
char *
hlc_link_new_for_operation (const char *call_id)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (call_id != NULL, NULL);

  escaped = g_uri_escape_string (call_id, NULL, FALSE);
  return g_strconcat (HLC_LINK_SCHEME ":" OPERATION, escaped, NULL);
}

/* Programs that know only hierarchical URIs write two slashes. */
static const char *
skip_scheme (const char *link)
{
  gsize length = strlen (HLC_LINK_SCHEME ":");

  if (g_ascii_strncasecmp (link, HLC_LINK_SCHEME ":", length) != 0)
    return NULL;

  link += length;
  return g_str_has_prefix (link, "//") ? link + strlen ("//") : link;
}

/**
 * hlc_link_parse_operation:
 * @link: what somebody opened; not trusted
 *
 * A link only shows an operation. It never decides, and it never names a host or a file.
 *
 * Returns: (transfer full) (nullable): the call_id that it names, or %NULL with %HLC_ERROR_ARGUMENT
 */
char *
hlc_link_parse_operation (const char *link, GError **error)
{
  const char *rest = NULL;
  g_autofree char *call_id = NULL;

  g_return_val_if_fail (link != NULL, NULL);

  rest = strlen (link) <= MAX_LENGTH ? skip_scheme (link) : NULL;
  if (rest != NULL && g_str_has_prefix (rest, OPERATION))
    call_id = g_uri_unescape_string (rest + strlen (OPERATION), NULL);

  if (call_id != NULL && *call_id != '\0' && g_utf8_validate (call_id, -1, NULL))
    return g_steal_pointer (&call_id);

  g_set_error_literal (
      error, HLC_ERROR, HLC_ERROR_ARGUMENT,
      _ ("This is no link into the console. Links look like humanlayer-console:operation/CALL_ID."));
  return NULL;
}
