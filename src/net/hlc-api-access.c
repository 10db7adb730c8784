/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-private.h"

#include <string.h>

#include "hlc-signature-check.h"

#define BEARER "Bearer "

/* RFC 6750, section 2.1. Two headers would let two readers see two clients. */
static const char *
get_bearer_token (HlcRequest *request)
{
  HlcHeaderList *headers = hlc_request_get_headers (request);
  const char *authorization = hlc_header_list_lookup (headers, "Authorization");

  if (hlc_header_list_count (headers, "Authorization") != 1 ||
      g_ascii_strncasecmp (authorization, BEARER, strlen (BEARER)) != 0)
    return NULL;

  return authorization + strlen (BEARER);
}

static HlcRefusal *
check_console_token (const char *token, const char *console_token)
{
  if (token != NULL && hlc_constant_time_equal (token, strlen (token), console_token, strlen (console_token)))
    return NULL;

  return hlc_refusal_new (401, "token_wrong",
                          "The console token is missing or wrong. Send the header \"Authorization: Bearer "
                          "TOKEN\" with the console_token of instance.json in the data directory.");
}

static HlcRefusal *
check_agent_key (const char *token, GPtrArray *keys, HlcAgentKey **key)
{
  *key = token != NULL ? hlc_agent_key_find (keys, token) : NULL;
  if (*key != NULL)
    return NULL;

  return hlc_refusal_new (
      401, "key_wrong",
      "The agent key is missing or wrong. Set the environment variable HUMANLAYER_API_KEY to a key of this "
      "console, as its Setup page and “humanlayer-console keys list” show them; it is sent as one header "
      "\"Authorization: Bearer KEY\".");
}

/*< private >
 * hlc_api_access_check:
 * @keys: (element-type HlcAgentKey): the agent keys that are valid now
 * @key: (out) (transfer none) (nullable): the one that the client showed, where @access asks for one
 *
 * Decides whether a client may use a route. Tokens are compared in constant time.
 *
 * Returns: (transfer full) (nullable): why not, or %NULL where it may
 */
HlcRefusal *
hlc_api_access_check (HlcRequest *request,
                      HlcApiAccess access,
                      const char *console_token,
                      GPtrArray *keys,
                      HlcAgentKey **key)
{
  const char *token = get_bearer_token (request);
  HlcRefusal *refusal = NULL;

  *key = NULL;
  if (access == HLC_API_OPEN)
    return NULL;
  if (access == HLC_API_CONSOLE)
    return check_console_token (token, console_token);

  refusal = check_agent_key (token, keys, key);
  if (refusal != NULL || access == HLC_API_AGENT ||
      hlc_agent_key_get_scope (*key) == HLC_KEY_SCOPE_AGENT_DECIDE)
    return refusal;

  return hlc_refusal_new (
      403, "scope_insufficient",
      "The agent key “%s” may ask, but not decide: a human decides in the console. To let a program decide, "
      "add a key of scope agent+decide in Preferences, Agent keys, or with “humanlayer-console keys add NAME "
      "--scope agent+decide”, and set HUMANLAYER_API_KEY to it.",
      hlc_agent_key_get_name (*key));
}
