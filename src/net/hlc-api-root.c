/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-route.h"

#include <string.h>

#include "hlc-config.h"

#define STATUS_PATH HLC_API_AGENT_PREFIX "/status"

static void
get_health (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (GBytes) json = g_bytes_new_static ("{\"status\":\"ok\"}", strlen ("{\"status\":\"ok\"}"));

  if (hlc_store_get_healthy (hlc_api_get_store (api)))
    hlc_request_answer (request, 200, json);
  else
    hlc_request_answer_error (request, 503, "store_unavailable",
                              "The database cannot be written. Look at the console's log for the reason.");
}

static void
get_version (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  static const char text[] = "{\"name\":\"humanlayer-console\",\"version\":\"" HLC_VERSION "\"}";
  g_autoptr (GBytes) json = g_bytes_new_static (text, strlen (text));

  hlc_request_answer (request, 200, json);
}

static const HlcApiRoute root_routes[] = {
  { "GET", "/healthz", HLC_API_OPEN, get_health },
  { "GET", "/version", HLC_API_OPEN, get_version },
  { "GET", STATUS_PATH, HLC_API_OPEN, get_health },
  { NULL },
};

/* Which table has the paths that begin so; the first that fits. */
static const struct
{
  const char *prefix;
  const HlcApiRoute *(*get_routes) (void);
} TABLES[] = {
  { HLC_API_CONSOLE_PREFIX "/operations", hlc_api_console_operations_get_routes },
  { HLC_API_CONSOLE_PREFIX "/endpoints", hlc_api_endpoints_get_routes },
  { HLC_API_CONSOLE_PREFIX "/messages", hlc_api_messages_get_routes },
  { HLC_API_CONSOLE_PREFIX "/rules", hlc_api_rules_get_routes },
  { HLC_API_CONSOLE_PREFIX "/", hlc_api_console_get_routes },
  { HLC_API_AGENT_PREFIX "/", hlc_api_agent_get_routes },
};

/*< private >
 * hlc_api_route_get_table:
 *
 * Every path is in one table or in none.
 *
 * Returns: (transfer none): the table in which @path would be
 */
const HlcApiRoute *
hlc_api_route_get_table (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (TABLES); i++)
    {
      if (g_str_has_prefix (path, TABLES[i].prefix) && strcmp (path, STATUS_PATH) != 0)
        return TABLES[i].get_routes ();
    }

  return root_routes;
}

/* Whether it is a path of the HumanLayer API, were it not for the prefix. */
static gboolean
lacks_agent_prefix (const char *path)
{
  g_autofree char *prefixed = g_strconcat (HLC_API_AGENT_PREFIX, path, NULL);
  g_autofree char *methods = hlc_api_route_dup_methods (hlc_api_route_get_table (prefixed), prefixed);

  return *methods != '\0';
}

/*< private >
 * hlc_api_route_dup_unknown:
 * @port: the API's
 *
 * Returns: (transfer full): what to say of a path at which there is nothing
 */
char *
hlc_api_route_dup_unknown (const char *path, guint16 port)
{
  if (lacks_agent_prefix (path))
    return g_strdup_printf ("The HumanLayer API is below " HLC_API_AGENT_PREFIX
                            ", and HUMANLAYER_API_BASE must include it. Set "
                            "HUMANLAYER_API_BASE=http://127.0.0.1:%u" HLC_API_AGENT_PREFIX
                            " and start the agent again.",
                            port);
  if (g_str_has_prefix (path, HLC_API_AGENT_PREFIX "/"))
    return g_strdup (
        "There is nothing at this path of the HumanLayer API. It has function_calls, "
        "contact_requests, human_contacts, agent/function_calls, agent/human_contacts, project and "
        "status below " HLC_API_AGENT_PREFIX
        "; percent-encode a call_id in a path, where it cannot hold a slash.");

  return g_strdup ("There is nothing at this path. Scripts find the console below " HLC_API_CONSOLE_PREFIX
                   ", agents the HumanLayer API below " HLC_API_AGENT_PREFIX
                   " (set HUMANLAYER_API_BASE to end in it), probes /healthz and /version.");
}
