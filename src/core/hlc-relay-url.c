/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-relay-url.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "hlc-visible-text.h"

/* Longer addresses are refused by many servers. Bytes. */
#define MAX_LENGTH 2048
/* RFC 1035, section 2.3.4. */
#define MAX_HOST_LENGTH 253

#define ENCRYPTED_SCHEME "https"
#define PLAIN_SCHEME "http"

/* What may stand in a path or a query as it is: RFC 3986, section 3.3 and 3.4, and escapes. */
#define ALLOWED_IN_PATH "!$&'()*+,;=:@/?%"

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, message);
  return FALSE;
}

static gboolean
has_forbidden_character (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      /* Browsers read a backslash as a slash, and others do not. */
      if (character == ' ' || character == '\\' || hlc_unichar_is_deceptive (character))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_text (const char *text, GError **error)
{
  if (*text == '\0')
    return refuse (error, _ ("There is no address. Paste the one that the relay shows, as https://…"));
  if (strlen (text) > MAX_LENGTH)
    return refuse (error,
                   _ ("The address is longer than 2048 bytes. Paste only the address that the relay shows."));
  if (!g_utf8_validate (text, -1, NULL) || has_forbidden_character (text))
    return refuse (error, _ ("The address holds a space, a backslash or a character that cannot be seen. "
                             "Copy it again, whole and alone."));

  return TRUE;
}

/* Letters, digits, hyphens and dots between labels that are not empty; or a literal address. */
static gboolean
is_host (const char *host)
{
  gsize length = strlen (host);

  if (g_hostname_is_ip_address (host))
    return strchr (host, '%') == NULL;
  if (length == 0 || length > MAX_HOST_LENGTH || host[0] == '.' || strstr (host, "..") != NULL)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (host[i]) && strchr ("-._", host[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_parts (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (strcmp (scheme, ENCRYPTED_SCHEME) != 0 && strcmp (scheme, PLAIN_SCHEME) != 0)
    return refuse (error, _ ("An address for webhooks begins with https:// or http://."));
  /* Not repeated in the message: it may be a password. */
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, _ ("The address holds a user name or a password before an “@”. Senders cannot use "
                             "one: take it out."));
  if (g_uri_get_host (uri) == NULL || g_uri_get_port (uri) == 0)
    return refuse (error, _ ("The address names no host. Paste the whole address, as https://example.com."));
  if (g_uri_get_fragment (uri) != NULL)
    return refuse (error, _ ("The address holds a “#”, and what follows one is never sent: take it out."));

  return TRUE;
}

static GUri *
parse (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GUri) uri = NULL;

  if (!check_text (stripped, error))
    return NULL;

  uri = g_uri_parse (stripped, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_SCHEME_NORMALIZE,
                     NULL);
  if (uri == NULL && strstr (stripped, "://") == NULL)
    {
      refuse (error, _ ("An address for webhooks begins with https:// or http://."));
      return NULL;
    }
  if (uri == NULL)
    {
      refuse (error, _ ("This is not a web address. Paste the one that the relay shows, as https://…"));
      return NULL;
    }

  return check_parts (uri, error) ? g_steal_pointer (&uri) : NULL;
}

/* In lower case and in ASCII, or %NULL for what is no host. */
static char *
dup_host (GUri *uri)
{
  g_autofree char *ascii = g_hostname_to_ascii (g_uri_get_host (uri));
  g_autofree char *lower = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;

  return lower != NULL && is_host (lower) ? g_steal_pointer (&lower) : NULL;
}

static GString *
print_origin (GUri *uri, GError **error)
{
  GString *url = NULL;
  g_autofree char *host = dup_host (uri);
  const char *scheme = g_uri_get_scheme (uri);
  int port = g_uri_get_port (uri);
  int default_port = strcmp (scheme, ENCRYPTED_SCHEME) == 0 ? 443 : 80;

  if (host == NULL)
    {
      refuse (error, _ ("The address names no host. Paste the whole address, as https://example.com."));
      return NULL;
    }

  url = g_string_new (NULL);
  g_string_append_printf (url, strchr (host, ':') != NULL ? "%s://[%s]" : "%s://%s", scheme, host);
  if (port > 0 && port != default_port)
    g_string_append_printf (url, ":%d", port);
  return url;
}

/**
 * hlc_relay_url_normalize:
 * @text: what was pasted or told
 * @default_path: the path of an address that has none; may be empty
 * @error: return location for %HLC_ERROR_ARGUMENT
 *
 * Reads the address at which webhooks may be sent to this console from outside: of a tunnel, or of any other relay.
 * It is https or http, names a host, and holds no user name, password or fragment. White space around it is dropped;
 * scheme and host become lower case, a host that is not ASCII its ASCII form (RFC 5891), and a default port goes. A
 * path and a query stay, with what a request line cannot hold percent-encoded. An error never repeats @text.
 *
 * Returns: (transfer full) (nullable): the address, ASCII
 */
char *
hlc_relay_url_normalize (const char *text, const char *default_path, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  const char *path;
  GString *url;

  g_return_val_if_fail (text != NULL && default_path != NULL, NULL);

  uri = parse (text, error);
  if (uri == NULL)
    return NULL;

  url = print_origin (uri, error);
  if (url == NULL)
    return NULL;

  path = g_uri_get_path (uri);
  g_string_append_uri_escaped (url, *path == '\0' || strcmp (path, "/") == 0 ? default_path : path,
                               ALLOWED_IN_PATH, FALSE);
  if (g_uri_get_query (uri) != NULL)
    {
      g_string_append_c (url, '?');
      g_string_append_uri_escaped (url, g_uri_get_query (uri), ALLOWED_IN_PATH, FALSE);
    }
  return g_string_free (url, FALSE);
}

/**
 * hlc_relay_url_normalize_local:
 * @text: what was typed
 * @error: return location for %HLC_ERROR_ARGUMENT
 *
 * Reads the base address of a program on this machine: http, a loopback host, and no path.
 *
 * Returns: (transfer full) (nullable): the address, without a slash at its end
 */
char *
hlc_relay_url_normalize_local (const char *text, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  GString *url;

  g_return_val_if_fail (text != NULL, NULL);

  uri = parse (text, error);
  if (uri == NULL)
    return NULL;

  if (strcmp (g_uri_get_scheme (uri), PLAIN_SCHEME) != 0 || !hlc_host_is_local (g_uri_get_host (uri)) ||
      g_uri_get_query (uri) != NULL || strlen (g_uri_get_path (uri)) > 1)
    {
      refuse (error, _ ("The address must be one of this machine without a path, as http://127.0.0.1:4040."));
      return NULL;
    }

  url = print_origin (uri, error);
  return url != NULL ? g_string_free (url, FALSE) : NULL;
}

/**
 * hlc_relay_url_is_encrypted:
 * @url: a normalised address
 *
 * Returns: whether what is sent there cannot be read on its way
 */
gboolean
hlc_relay_url_is_encrypted (const char *url)
{
  g_return_val_if_fail (url != NULL, FALSE);

  return g_str_has_prefix (url, ENCRYPTED_SCHEME "://");
}

/**
 * hlc_relay_url_is_local:
 * @url: a normalised address
 *
 * Returns: whether it leads to this machine without leaving it
 */
gboolean
hlc_relay_url_is_local (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && hlc_host_is_local (g_uri_get_host (uri));
}

/* Host and port, by which a server is known whether it is reached by https or http. */
static const char *
get_authority (const char *url, gsize *length)
{
  const char *separator = strstr (url, "://");
  const char *authority = separator != NULL ? separator + strlen ("://") : url;

  *length = strcspn (authority, "/?#");
  return authority;
}

/**
 * hlc_relay_url_same_server:
 * @a: a normalised address
 * @b: another
 *
 * Returns: whether both name the same host and port, whatever their scheme, path and query
 */
gboolean
hlc_relay_url_same_server (const char *a, const char *b)
{
  const char *authority_a, *authority_b;
  gsize length_a, length_b;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  authority_a = get_authority (a, &length_a);
  authority_b = get_authority (b, &length_b);
  return length_a == length_b && strncmp (authority_a, authority_b, length_a) == 0;
}

/**
 * hlc_host_is_local:
 * @host: a host name, or an address without brackets
 *
 * Tells names by which a program on this machine reaches a loopback port of it: loopback addresses, also mapped into
 * IPv6, "any" addresses, which mean loopback to whoever connects, `localhost` and names below it (RFC 6761, section
 * 6.3), and the host's name inside a container.
 *
 * Returns: whether it is one
 */
gboolean
hlc_host_is_local (const char *host)
{
  g_autofree char *name = NULL;
  g_autoptr (GInetAddress) address = NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  name = g_ascii_strdown (host, -1);
  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';
  if (g_str_has_prefix (name, "::ffff:"))
    memmove (name, name + strlen ("::ffff:"), strlen (name) - strlen ("::ffff:") + 1);

  address = g_inet_address_new_from_string (name);
  if (address != NULL)
    return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address);

  return strcmp (name, "localhost") == 0 || g_str_has_suffix (name, ".localhost") ||
         strcmp (name, "host.docker.internal") == 0;
}
