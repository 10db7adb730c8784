/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-remote-base.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-target-url.h"

/* Bytes of a base, and of a key. */
#define MAX_BASE 2048
#define MAX_KEY 4096

/* The address itself is in no message: somebody may have typed a password into it. */
static char *
fail (GError **error, const char *problem)
{
  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, problem);
  return NULL;
}

static gboolean
is_printable_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (*text <= ' ' || *text > '~')
        return FALSE;
    }

  return TRUE;
}

static void
strip_slashes (char *text)
{
  gsize length = strlen (text);

  while (length > 0 && text[length - 1] == '/')
    text[--length] = '\0';
}

/**
 * hlc_remote_base_parse:
 * @typed: a base URL, as for HUMANLAYER_API_BASE
 * @error: %HLC_ERROR_ARGUMENT
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the base, without slashes at its end
 */
char *
hlc_remote_base_parse (const char *typed, GError **error)
{
  g_autofree char *base = g_strstrip (g_strdup (typed));
  g_autoptr (GUri) uri = NULL;

  if (*base == '\0')
    return fail (
        error, _ ("There is no address: type the base URL, such as https://api.example.com/humanlayer/v1."));
  if (strlen (base) > MAX_BASE || !is_printable_ascii (base))
    return fail (error, _ ("The address holds spaces or characters that no URL may hold, or is too long."));

  uri = g_uri_parse (base, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 && g_strcmp0 (g_uri_get_scheme (uri), "http") != 0))
    return fail (error, _ ("This is no http or https address: type the base URL, such as "
                           "https://api.example.com/humanlayer/v1."));
  if (g_uri_get_userinfo (uri) != NULL)
    return fail (
        error, _ ("There is a user name or password in the address: take it out, the key is sent instead."));
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return fail (error, _ ("Leave out what follows the ? or # in the address."));

  strip_slashes (base);
  return g_steal_pointer (&base);
}

/* The same server: scheme, host and port. */
static gboolean
is_same_origin (const char *base, const char *other)
{
  g_autoptr (GUri) a = g_uri_parse (base, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  g_autoptr (GUri) b = g_uri_parse (other, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  return a != NULL && b != NULL && g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         g_uri_get_port (a) == g_uri_get_port (b);
}

/**
 * hlc_remote_base_check_own:
 * @base: of hlc_remote_base_parse()
 * @own_ports: (array length=n_own_ports) (nullable): ports on which this console listens on loopback
 * @public_url: (nullable): where its tunnel is
 *
 * Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT when it leads to this console itself
 */
gboolean
hlc_remote_base_check_own (const char *base,
                           const guint16 *own_ports,
                           guint n_own_ports,
                           const char *public_url,
                           GError **error)
{
  g_return_val_if_fail (base != NULL, FALSE);

  if (hlc_target_url_names_own (base, own_ports, n_own_ports) ||
      (public_url != NULL && is_same_origin (base, public_url)))
    {
      fail (error,
            _ ("This address leads to this console itself, which needs no remote API: type the base URL of "
               "another server."));
      return FALSE;
    }

  return TRUE;
}

/**
 * hlc_remote_base_dup_host:
 * @base: of hlc_remote_base_parse()
 *
 * Returns: (transfer full): host, and port where it is not the usual one: what tells it from others in few words
 */
char *
hlc_remote_base_dup_host (const char *base)
{
  g_autoptr (GUri) uri = NULL;
  const char *host = NULL;
  gboolean is_v6 = FALSE;

  g_return_val_if_fail (base != NULL, NULL);

  uri = g_uri_parse (base, G_URI_FLAGS_ENCODED, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return g_strdup (base);

  is_v6 = strchr (host, ':') != NULL;
  if (g_uri_get_port (uri) < 0)
    return g_strdup_printf (is_v6 ? "[%s]" : "%s", host);
  return g_strdup_printf (is_v6 ? "[%s]:%d" : "%s:%d", host, g_uri_get_port (uri));
}

/**
 * hlc_remote_base_is_loopback:
 * @base: of hlc_remote_base_parse()
 *
 * Returns: whether it is on this machine
 */
gboolean
hlc_remote_base_is_loopback (const char *base)
{
  g_autoptr (GUri) uri = g_uri_parse (base, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * hlc_remote_base_shows_key:
 * @base: of hlc_remote_base_parse()
 *
 * Returns: whether the key would travel through a network in the clear, which a human should know before
 */
gboolean
hlc_remote_base_shows_key (const char *base)
{
  return g_ascii_strncasecmp (base, "http:", 5) == 0 && !hlc_remote_base_is_loopback (base);
}

/**
 * hlc_remote_key_check:
 * @key: as typed
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT when it cannot stand in an Authorization header; the message does not hold
 *   it
 */
gboolean
hlc_remote_key_check (const char *key, GError **error)
{
  if (*key == '\0')
    fail (error, _ ("There is no key: type the API key of the project."));
  else if (strlen (key) > MAX_KEY || !is_printable_ascii (key))
    fail (error, _ ("The key holds spaces or characters that no key has: copy it again."));
  else
    return TRUE;

  return FALSE;
}
