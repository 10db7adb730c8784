/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-target-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-error.h"

/* Bytes of a URL, and of a host in it (RFC 1035, section 2.3.4). */
#define MAX_URL 2048
#define MAX_HOST 253

#define ADVICE N_ ("Use the address of your handler, for example http://127.0.0.1:8000/webhook.")

/* What stands in a URL that needs no percent-encoding (RFC 3986, section 2), beside letters and digits. */
#define URL_CHARACTERS "-._~:/?#[]@!$&'()*+,;=%"

/* Why nothing is sent to an address. */
typedef enum
{
  BLOCK_LINK_LOCAL,
  BLOCK_LINK_LOCAL_METADATA,
  BLOCK_METADATA,
  BLOCK_UNSPECIFIED,
  BLOCK_MULTICAST,
  BLOCK_RESERVED,
} BlockType;

/* A block of addresses, by its first bytes. */
typedef struct
{
  const char *prefix; /* an address of the block */
  guint n_bits;
  BlockType type;
} Block;

static const Block BLOCKS[] = {
  { "169.254.0.0", 16, BLOCK_LINK_LOCAL_METADATA },
  { "100.100.100.200", 32, BLOCK_METADATA },
  { "168.63.129.16", 32, BLOCK_METADATA },
  { "192.0.0.192", 32, BLOCK_METADATA },
  { "fd00:ec2::254", 128, BLOCK_METADATA },
  { "fd20:ce::254", 128, BLOCK_METADATA },
  { "fe80::", 10, BLOCK_LINK_LOCAL },
  { "0.0.0.0", 8, BLOCK_UNSPECIFIED },
  { "::", 128, BLOCK_UNSPECIFIED },
  { "224.0.0.0", 4, BLOCK_MULTICAST },
  { "ff00::", 8, BLOCK_MULTICAST },
  { "240.0.0.0", 4, BLOCK_RESERVED },
};

/* IPv6 blocks whose addresses carry an IPv4 address, and where it begins. */
static const struct
{
  const char *prefix;
  guint n_bits;
  guint offset;
} CARRIERS[] = {
  { "::ffff:0:0", 96, 12 },   /* IPv4-mapped (RFC 4291, section 2.5.5.2) */
  { "::ffff:0:0:0", 96, 12 }, /* IPv4-translated (RFC 2765) */
  { "64:ff9b::", 96, 12 },    /* NAT64 (RFC 6052) */
  { "64:ff9b:1::", 48, 12 },  /* NAT64 of one's own (RFC 8215) */
  { "2002::", 16, 2 },        /* 6to4 (RFC 3056) */
  { "::", 96, 12 },           /* IPv4-compatible (RFC 4291, section 2.5.5.1); not :: and ::1 */
};

/* The URL itself is in no message: somebody may have typed a password into it. */
static gboolean
fail (GError **error, const char *problem)
{
  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, problem);
  return FALSE;
}

static gboolean
is_in_block (GInetAddress *address, const char *prefix, guint n_bits)
{
  g_autoptr (GInetAddress) base = g_inet_address_new_from_string (prefix);
  g_autoptr (GInetAddressMask) mask = NULL;

  if (g_inet_address_get_family (base) != g_inet_address_get_family (address))
    return FALSE;

  mask = g_inet_address_mask_new (base, n_bits, NULL);
  g_assert (mask != NULL);

  return g_inet_address_mask_matches (mask, address);
}

/* The IPv4 address that an IPv6 one leads to; otherwise the address itself. */
static GInetAddress *
unwrap (GInetAddress *address)
{
  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6 || g_inet_address_get_is_any (address) ||
      g_inet_address_get_is_loopback (address))
    return g_object_ref (address);

  for (gsize i = 0; i < G_N_ELEMENTS (CARRIERS); i++)
    if (is_in_block (address, CARRIERS[i].prefix, CARRIERS[i].n_bits))
      return g_inet_address_new_from_bytes (g_inet_address_to_bytes (address) + CARRIERS[i].offset,
                                            G_SOCKET_FAMILY_IPV4);

  return g_object_ref (address);
}

static char *
describe_block (BlockType type, const char *address)
{
  const char *advice = _ (ADVICE);

  switch (type)
    {
    case BLOCK_LINK_LOCAL_METADATA:
      return g_strdup_printf (
          /* Translators: the address, and the sentence "Use the address of your handler …", in those below too. */
          _ ("Nothing is sent to %s, for it is a link-local address, where cloud machines give out their "
             "credentials. %s"),
          address, advice);
    case BLOCK_METADATA:
      return g_strdup_printf (_ ("Nothing is sent to %s, for it is a metadata address, where cloud machines "
                                 "give out their credentials. %s"),
                              address, advice);
    case BLOCK_UNSPECIFIED:
      return g_strdup_printf (
          _ ("Nothing is sent to %s, for it is an unspecified address, which names no machine. %s"), address,
          advice);
    case BLOCK_MULTICAST:
      return g_strdup_printf (
          _ ("Nothing is sent to %s, for it is a multicast address, which names many machines. %s"), address,
          advice);
    case BLOCK_RESERVED:
      return g_strdup_printf (
          _ ("Nothing is sent to %s, for it is a reserved address, which names no machine. %s"), address,
          advice);
    case BLOCK_LINK_LOCAL:
    default:
      return g_strdup_printf (_ ("Nothing is sent to %s, for it is a link-local address. %s"), address,
                              advice);
    }
}

static gboolean
is_own (GInetAddress *address, guint16 port, const guint16 *own_ports, guint n_own_ports)
{
  if (!g_inet_address_get_is_loopback (address) && !g_inet_address_get_is_any (address))
    return FALSE;

  for (guint i = 0; i < n_own_ports; i++)
    if (own_ports[i] == port)
      return TRUE;

  return FALSE;
}

/**
 * hlc_target_address_check:
 * @address: where a connection is about to be made
 * @port: the port
 * @own_ports: (array length=n_own_ports) (nullable): ports on which this console listens on loopback
 *
 * Checks whether a webhook may be sent to an address: not to this console itself, and not to a link-local, metadata,
 * unspecified, multicast or reserved one. An IPv4 address inside of an IPv6 one counts as itself. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which names the address and says what to do
 */
gboolean
hlc_target_address_check (GInetAddress *address,
                          guint16 port,
                          const guint16 *own_ports,
                          guint n_own_ports,
                          GError **error)
{
  g_autoptr (GInetAddress) target = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);
  g_return_val_if_fail (own_ports != NULL || n_own_ports == 0, FALSE);

  target = unwrap (address);
  text = g_inet_address_to_string (address);
  if (is_own (target, port, own_ports, n_own_ports))
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("Nothing is sent to port %u of %s, for that is this console itself, and what it sends "
                      "would come back. %s"),
                   port, text, _ (ADVICE));
      return FALSE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (BLOCKS); i++)
    if (is_in_block (target, BLOCKS[i].prefix, BLOCKS[i].n_bits))
      {
        g_autofree char *problem = describe_block (BLOCKS[i].type, text);

        return fail (error, problem);
      }

  return TRUE;
}

static gboolean
check_characters (const char *url, GError **error)
{
  if (*url == '\0')
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("There is no URL to send to. %s"), _ (ADVICE));
      return FALSE;
    }
  if (strlen (url) > MAX_URL)
    return fail (error, _ ("The URL has more than 2048 bytes. Use a shorter URL."));

  for (const char *p = url; *p != '\0'; p++)
    {
      if (*p == '%' && !(g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2])))
        return fail (error, _ ("The URL has a percent sign without two hexadecimal digits after it. "
                               "Percent-encode the sign itself."));
      if (!g_ascii_isalnum (*p) && strchr (URL_CHARACTERS, *p) == NULL)
        return fail (error, _ ("The URL has a space or another character that must be percent-encoded. "
                               "Encode it, and write a name of other letters in its xn-- form."));
    }

  return TRUE;
}

/* What the authority is written as, before anything is decoded. */
static char *
dup_raw_authority (const char *url)
{
  const char *start = strstr (url, "//");

  return start != NULL ? g_strndup (start + 2, strcspn (start + 2, "/?#")) : g_strdup ("");
}

/* A name that ends in a number is an address to those who resolve it, however it is written. */
static gboolean
looks_like_address (const char *host)
{
  g_autofree char *name = g_strdup (host);
  gsize length = strlen (name);
  const char *last = NULL;

  if (length > 0 && name[length - 1] == '.')
    name[length - 1] = '\0';
  last = strrchr (name, '.');
  last = last != NULL ? last + 1 : name;

  return g_ascii_isdigit (*last) &&
         (strspn (last, "0123456789") == strlen (last) || g_ascii_strncasecmp (last, "0x", 2) == 0);
}

static gboolean
check_host (const char *url, GUri *uri, GError **error)
{
  g_autofree char *authority = dup_raw_authority (url);
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = NULL;

  if (strchr (authority, '@') != NULL || g_uri_get_userinfo (uri) != NULL)
    return fail (error, _ ("The URL has a name or a password before its host. Leave them out, and send a "
                           "custom header instead."));
  if (host == NULL || *host == '\0')
    return fail (error, _ ("The URL names no host. Use the address of your handler, for example "
                           "http://127.0.0.1:8000/webhook."));
  if (strlen (host) > MAX_HOST)
    return fail (error, _ ("The URL has a host of more than 253 characters. Use a shorter name."));
  if (strchr (authority, '%') != NULL)
    return fail (error, _ ("The URL has a percent-encoded host. Write it in plain characters."));

  address = g_inet_address_new_from_string (host);
  if (address != NULL)
    return hlc_target_address_check (address, 0, NULL, 0, error);
  if (strchr (host, ':') != NULL || looks_like_address (host))
    return fail (error, _ ("The URL has an address of an unusual form for its host. Write it as four decimal "
                           "numbers, for example 127.0.0.1, or as a plain IPv6 address in brackets."));
  if (strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") != strlen (host))
    return fail (error, _ ("The URL has characters in its host that no name has. Use the address of your "
                           "handler, for example http://127.0.0.1:8000/webhook."));

  return TRUE;
}

static GUri *
parse (const char *url)
{
  return g_uri_parse (url,
                      G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_SCHEME_NORMALIZE,
                      NULL);
}

/**
 * hlc_target_url_check:
 * @url: where messages shall be sent
 *
 * Checks a URL: http or https, a host, no name and no password, no fragment, ASCII as RFC 3986 has it, at most 2048
 * bytes. Where its host is an address, that is checked as of hlc_target_address_check(), but for our own ports. Any
 * thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which says what to do
 */
gboolean
hlc_target_url_check (const char *url, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  if (!check_characters (url, error))
    return FALSE;

  uri = parse (url);
  if (uri == NULL)
    return fail (error, _ ("The URL is not whole. Use the address of your handler, for example "
                           "http://127.0.0.1:8000/webhook."));
  if (strcmp (g_uri_get_scheme (uri), "http") != 0 && strcmp (g_uri_get_scheme (uri), "https") != 0)
    return fail (error, _ ("The URL begins with neither http:// nor https://. Use the address of your "
                           "handler, for example http://127.0.0.1:8000/webhook."));
  if (!check_host (url, uri, error))
    return FALSE;
  if (g_uri_get_port (uri) == 0)
    return fail (error, _ ("The URL has port 0, which is none. Name the port that your handler listens on."));
  if (strchr (url, '#') != NULL)
    return fail (error, _ ("The URL has a “#”, and what follows that is never sent. Leave it out."));

  return TRUE;
}

/* Every name that ends so is this machine (RFC 6761, section 6.3), with a dot at its end or without. */
static gboolean
is_localhost (const char *host)
{
  g_autofree char *name = g_ascii_strdown (host, -1);

  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';

  return strcmp (name, "localhost") == 0 || g_str_has_suffix (name, ".localhost");
}

/* The address that a URL names without being looked up, or NULL. */
static GInetAddress *
dup_written_address (const char *url, guint16 *port)
{
  g_autoptr (GUri) uri = parse (url);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL)
    return NULL;

  *port = (guint16) g_uri_get_port (uri);
  return is_localhost (host) ? g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)
                             : g_inet_address_new_from_string (host);
}

/**
 * hlc_target_url_check_own:
 * @url: one that hlc_target_url_check() allows; what it does not is not looked at
 * @own_ports: (array length=n_own_ports) (nullable): ports on which this console listens on loopback
 *
 * Checks, before anything is sent, that a URL does not name this console: by a loopback address, or as localhost. Other
 * names are looked up when a connection is made. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which says what to do
 */
gboolean
hlc_target_url_check_own (const char *url, const guint16 *own_ports, guint n_own_ports, GError **error)
{
  g_autoptr (GInetAddress) address = NULL;
  guint16 port = 0;

  g_return_val_if_fail (url != NULL, FALSE);

  address = dup_written_address (url, &port);
  return address == NULL || hlc_target_address_check (address, port, own_ports, n_own_ports, error);
}

/**
 * hlc_target_url_names_own:
 * @url: a URL
 * @own_ports: (array length=n_own_ports) (nullable): ports on which this console listens on loopback
 *
 * Returns: whether a URL names this console, as hlc_target_url_check_own() finds out. Any thread.
 */
gboolean
hlc_target_url_names_own (const char *url, const guint16 *own_ports, guint n_own_ports)
{
  g_autoptr (GInetAddress) address = NULL;
  g_autoptr (GInetAddress) target = NULL;
  guint16 port = 0;

  g_return_val_if_fail (url != NULL, FALSE);

  address = dup_written_address (url, &port);
  target = address != NULL ? unwrap (address) : NULL;
  return target != NULL && is_own (target, port, own_ports, n_own_ports);
}
