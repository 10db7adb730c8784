/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-route.h"

#include <string.h>

/*< private >
 * hlc_api_route_match:
 * @pattern: a path; a segment that is an asterisk stands for any one segment that is not empty
 * @path: a decoded path, of which the guard has seen that no segment hides a slash
 * @argument: (out) (optional) (transfer full): what stands in the place of the asterisk, where there is one
 *
 * Pure; any thread.
 *
 * Returns: whether @path is what @pattern stands for
 */
gboolean
hlc_api_route_match (const char *pattern, const char *path, char **argument)
{
  const char *open = strchr (pattern, '*');
  gsize before = 0;
  gsize length = 0;

  if (open == NULL)
    return strcmp (pattern, path) == 0;

  before = open - pattern;
  if (strncmp (pattern, path, before) != 0)
    return FALSE;

  length = strcspn (path + before, "/");
  if (length == 0 || strcmp (open + 1, path + before + length) != 0)
    return FALSE;

  if (argument != NULL)
    *argument = g_strndup (path + before, length);

  return TRUE;
}

/*< private >
 * hlc_api_route_find:
 * @routes: a table
 * @argument: (out) (transfer full) (nullable): as of hlc_api_route_match()
 *
 * Returns: (transfer none) (nullable): the first route for @path and @method, or one for @path and another method
 */
const HlcApiRoute *
hlc_api_route_find (const HlcApiRoute *routes, const char *method, const char *path, char **argument)
{
  const HlcApiRoute *found = NULL;

  *argument = NULL;
  for (const HlcApiRoute *route = routes; route->method != NULL; route++)
    {
      g_autofree char *segment = NULL;

      if (!hlc_api_route_match (route->pattern, path, &segment))
        continue;

      found = route;
      if (strcmp (route->method, method) != 0)
        continue;

      *argument = g_steal_pointer (&segment);
      break;
    }

  return found;
}

/*< private >
 * hlc_api_route_dup_methods:
 * @routes: a table
 *
 * Returns: (transfer full): the methods that @path is used with, as the header `Allow` lists them
 */
char *
hlc_api_route_dup_methods (const HlcApiRoute *routes, const char *path)
{
  g_autoptr (GString) methods = g_string_new (NULL);

  for (const HlcApiRoute *route = routes; route->method != NULL; route++)
    {
      if (hlc_api_route_match (route->pattern, path, NULL))
        g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", route->method);
    }

  return g_string_free (g_steal_pointer (&methods), FALSE);
}
