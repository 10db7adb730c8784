/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-header-rules.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#include "hlc-error.h"
#include "hlc-outgoing.h"
#include "hlc-visible-text.h"

/* Characters of a name that a message shows. */
#define SHOWN_NAME 60

/* Of the names in these lists, one that ends in a dash stands for all that begin so. */

/* What is between us and the next one only (RFC 9110, section 7.6.1). */
static const char *const HOP_BY_HOP[] = {
  "connection", "http2-settings",    "keep-alive", "proxy-", "te",
  "trailer",    "transfer-encoding", "upgrade",    NULL,
};

/* What only something between a remote client and us adds. */
static const char *const FORWARDING[] = {
  "cf-", "forwarded", "ngrok-", "via", "x-forwarded-", "x-original-", "x-real-ip", NULL,
};

/* What we set ourselves. */
static const char *const OURS[] = {
  "content-length", "content-type", "expect", "host", "svix-", "webhook-", HLC_LOOP_HEADER, NULL,
};

/* What was meant for us and is wrong for the next one. */
static const char *const FOR_US[] = {
  "accept-encoding", "content-length", "cookie2",       "expect", "host",
  "if-range",        "range",          HLC_LOOP_HEADER, NULL,
};

/* A custom header whose name has one of these words is taken for a credential. */
static const char *const SECRET_WORDS[] = {
  "auth", "cookie", "credential", "key", "pass", "secret", "session", "token", NULL,
};

static gboolean
is_one_of (const char *name, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      gsize length = strlen (names[i]);

      if (g_ascii_strncasecmp (name, names[i], length) == 0 &&
          (names[i][length - 1] == '-' || name[length] == '\0'))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_token_character (char character)
{
  return g_ascii_isalnum (character) || (character != '\0' && strchr ("!#$%&'*+-.^_`|~", character) != NULL);
}

static char *
dup_shown_name (const char *name)
{
  return hlc_visible_text_bounded (name, -1, HLC_VISIBLE_ONE_LINE, SHOWN_NAME);
}

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (HLC_ERROR, HLC_ERROR_ARGUMENT, format, args));
  va_end (args);

  return FALSE;
}

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *shown = dup_shown_name (name);

  if (*name == '\0')
    return fail (error, _ ("A header has no name: give it one, or remove it."));
  if (strlen (name) > HLC_HEADER_NAME_MAX)
    return fail (error, _ ("The header “%s” has a name of more than 128 bytes: give it a shorter one."),
                 shown);

  for (const char *p = name; *p != '\0'; p++)
    if (!is_token_character (*p))
      return fail (
          error, _ ("The header “%s” has a name that is not allowed: use letters, digits, “-” and “_” only."),
          shown);

  return TRUE;
}

static gboolean
check_value (const char *name, const char *value, GError **error)
{
  g_autofree char *shown = dup_shown_name (name);
  gsize length = strlen (value);

  if (length > HLC_CUSTOM_HEADERS_MAX_BYTES)
    return fail (error, _ ("The header “%s” has a value of more than 8 KiB: shorten it."), shown);
  if (length > 0 && (strchr (" \t", value[0]) != NULL || strchr (" \t", value[length - 1]) != NULL))
    return fail (
        error,
        _ ("The header “%s” has a value that begins or ends with a space, which gets lost: remove it."),
        shown);

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\r' || *p == '\n')
        return fail (error, _ ("The header “%s” has a line break in its value: write the value in one line."),
                     shown);
      if (*p != '\t' && (*p < 0x20 || *p > 0x7e))
        return fail (error,
                     _ ("The header “%s” has a character in its value that is no printable ASCII: encode it, "
                        "for example in base64."),
                     shown);
    }

  return TRUE;
}

/**
 * hlc_header_check:
 * @name: a header's name
 * @value: its value
 *
 * Checks whether a header can be sent as it is: the name a token of at most %HLC_HEADER_NAME_MAX bytes, the value visible
 * ASCII, spaces and tabs, at most 8 KiB, none at its ends (RFC 9110, sections 5.1 and 5.5). A message names the header
 * and never has its value. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which says what to do
 */
gboolean
hlc_header_check (const char *name, const char *value, GError **error)
{
  g_return_val_if_fail (name != NULL && value != NULL, FALSE);

  return check_name (name, error) && check_value (name, value, error);
}

static gboolean
check_free (HlcHeaderList *headers, guint index, GError **error)
{
  const char *name = hlc_header_list_get_name (headers, index);
  g_autofree char *shown = dup_shown_name (name);

  if (is_one_of (name, OURS))
    return fail (error,
                 _ ("The header “%s” is set by the console itself: remove it from the custom headers."),
                 shown);
  if (is_one_of (name, HOP_BY_HOP))
    return fail (error,
                 _ ("The header “%s” is about the connection, which is the console's to make: remove it from "
                    "the custom headers."),
                 shown);
  if (hlc_header_list_count (headers, name) > 1)
    return fail (
        error, _ ("The header “%s” is there twice: write one, with all its values and commas between them."),
        shown);

  return TRUE;
}

/**
 * hlc_header_list_check_custom:
 * @headers: what a developer wants to be sent with every message
 *
 * Checks custom headers: each as of hlc_header_check(), none that we set or that is about the connection, none twice, at
 * most %HLC_CUSTOM_HEADERS_MAX and %HLC_CUSTOM_HEADERS_MAX_BYTES in all. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which names the header and says what to do
 */
gboolean
hlc_header_list_check_custom (HlcHeaderList *headers, GError **error)
{
  guint n_headers = 0;
  gsize n_bytes = 0;

  g_return_val_if_fail (headers != NULL, FALSE);

  n_headers = hlc_header_list_get_length (headers);
  if (n_headers > HLC_CUSTOM_HEADERS_MAX)
    return fail (error, _ ("There are %u custom headers: send %u at most."), n_headers,
                 HLC_CUSTOM_HEADERS_MAX);

  for (guint i = 0; i < n_headers; i++)
    {
      const char *name = hlc_header_list_get_name (headers, i);
      const char *value = hlc_header_list_get_value (headers, i);

      if (!hlc_header_check (name, value, error) || !check_free (headers, i, error))
        return FALSE;
      n_bytes += strlen (name) + strlen (value) + strlen (": \r\n");
    }
  if (n_bytes <= HLC_CUSTOM_HEADERS_MAX_BYTES)
    return TRUE;

  return fail (error,
               _ ("The custom headers are more than 8 KiB in all, which many servers refuse: shorten them."));
}

/**
 * hlc_header_is_forwarding:
 * @name: a header's name in any case
 *
 * Any thread.
 *
 * Returns: whether only a proxy or a tunnel adds such a header
 */
gboolean
hlc_header_is_forwarding (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return is_one_of (name, FORWARDING);
}

/**
 * hlc_header_may_be_secret:
 * @name: a header's name in any case
 *
 * Says more often than hlc_header_is_secret() that a value is a credential: it looks for words in the name. For custom
 * headers, which are there for credentials more than for anything else. Any thread.
 *
 * Returns: whether the value is to be masked
 */
gboolean
hlc_header_may_be_secret (const char *name)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  lower = g_ascii_strdown (name, -1);
  for (gsize i = 0; SECRET_WORDS[i] != NULL; i++)
    if (strstr (lower, SECRET_WORDS[i]) != NULL)
      return TRUE;

  return hlc_header_is_secret (name);
}

/* The names that Connection headers say are between the sender and us only; in lower case. */
static GHashTable *
collect_connection_names (HlcHeaderList *received)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < hlc_header_list_get_length (received); i++)
    {
      g_auto (GStrv) tokens = NULL;

      if (g_ascii_strcasecmp (hlc_header_list_get_name (received, i), "connection") != 0)
        continue;
      tokens = g_strsplit (hlc_header_list_get_value (received, i), ",", -1);
      for (guint j = 0; tokens[j] != NULL; j++)
        g_hash_table_add (names, g_ascii_strdown (g_strstrip (tokens[j]), -1));
    }

  return names;
}

static gboolean
is_forwardable (const char *name, const char *value, GHashTable *connection_names)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return !g_hash_table_contains (connection_names, lower) && !is_one_of (name, HOP_BY_HOP) &&
         !is_one_of (name, FOR_US) && !is_one_of (name, FORWARDING) && !hlc_header_is_secret (name) &&
         hlc_header_check (name, value, NULL);
}

/**
 * hlc_header_list_dup_forwardable:
 * @received: the headers of a delivery
 *
 * Takes from received headers those that may be sent on: nothing that is about the connection (RFC 9110, section
 * 7.6.1), that a proxy or tunnel added, that asks for a form of answer, or that lets its reader act as the sender, and
 * nothing that could not be sent as it came. Order, spelling and repetitions stay. Any thread.
 *
 * Returns: (transfer full): the headers, content type and signatures among them
 */
HlcHeaderList *
hlc_header_list_dup_forwardable (HlcHeaderList *received)
{
  g_autoptr (GHashTable) connection_names = NULL;
  HlcHeaderList *forwardable = NULL;

  g_return_val_if_fail (received != NULL, NULL);

  connection_names = collect_connection_names (received);
  forwardable = hlc_header_list_new ();
  for (guint i = 0; i < hlc_header_list_get_length (received); i++)
    {
      const char *name = hlc_header_list_get_name (received, i);
      const char *value = hlc_header_list_get_value (received, i);

      if (is_forwardable (name, value, connection_names))
        hlc_header_list_append (forwardable, name, value);
    }

  return forwardable;
}
