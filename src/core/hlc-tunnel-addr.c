/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-addr.h"

#include <string.h>

#include "hlc-relay-url.h"

static gboolean
read_port (const char *text, guint16 *port)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;

  *port = (guint16) number;
  return TRUE;
}

/* Splits `host:port`, `[host]:port`, `:port`, `port` and `host`; *@port keeps its value where none is named. */
static gboolean
split (char *authority, const char **host, guint16 *port)
{
  char *colon;

  *host = authority;
  if (*authority == '[')
    {
      char *bracket = strchr (authority, ']');

      if (bracket == NULL)
        return FALSE;
      *bracket = '\0';
      *host = authority + 1;
      return bracket[1] == '\0' || (bracket[1] == ':' && read_port (bracket + 2, port));
    }

  colon = strrchr (authority, ':');
  if (colon != NULL)
    {
      *colon = '\0';
      return read_port (colon + 1, port);
    }

  /* A bare number is a port of this machine. */
  if (*authority != '\0' && authority[strspn (authority, "0123456789")] == '\0')
    {
      *host = "";
      return read_port (authority, port);
    }

  return TRUE;
}

/**
 * hlc_tunnel_addr_read:
 * @text: what `config.addr` of a tunnel says
 *
 * Reads where a tunnel leads, in any of the ways in which ngrok's agent lets it be written and tells it: a port, a
 * host, both, or a URL of them. What cannot be read leads nowhere. Pure; any thread.
 *
 * Returns: where it leads
 */
HlcTunnelAddr
hlc_tunnel_addr_read (const char *text)
{
  HlcTunnelAddr addr = { .port = 80, .is_plain = TRUE };
  g_autofree char *copy = NULL;
  char *authority;
  char *separator;
  char *at;
  const char *host = NULL;

  g_return_val_if_fail (text != NULL, (HlcTunnelAddr){ 0 });

  copy = g_strstrip (g_ascii_strdown (text, -1));
  authority = copy;
  separator = strstr (copy, "://");
  if (separator != NULL)
    {
      *separator = '\0';
      authority = separator + strlen ("://");
      addr.is_plain = strcmp (copy, "http") == 0;
      addr.port = strcmp (copy, "https") == 0 || strcmp (copy, "tls") == 0 ? 443 : 80;
    }
  authority[strcspn (authority, "/?#")] = '\0';
  at = strrchr (authority, '@');
  if (at != NULL)
    authority = at + 1;

  if (*authority == '\0' || !split (authority, &host, &addr.port))
    return (HlcTunnelAddr){ 0 };

  addr.is_local = *host == '\0' || hlc_host_is_local (host);
  return addr;
}
