/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outgoing.h"

#include <string.h>

#include "hlc-header-rules.h"
#include "hlc-visible-text.h"

/* A system bounds what one argument of a program may be; above this the body goes through a pipe. Bytes. */
#define MAX_ARGUMENT (64 * 1024)

/* Between two options. */
#define NEXT_LINE " \\\n  "

static void
append_option (GString *command, const char *option, const char *value)
{
  g_autofree char *quoted = g_shell_quote (value);

  g_string_append_printf (command, NEXT_LINE "%s %s", option, quoted);
}

/* What a terminal takes as it is: a tab would complete names, and what turns text around would show another text. */
static gboolean
is_printable (const char *text, gsize length)
{
  const char *end = text + length;

  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character != '\n' && (g_unichar_iscntrl (character) || hlc_unichar_is_deceptive (character)))
        return FALSE;
    }

  return TRUE;
}

/* Says which headers are missing, and whether any is. */
static gboolean
append_left_out (GString *command, HlcHeaderList *headers)
{
  gboolean has_any = FALSE;

  for (guint i = 0; i < hlc_header_list_get_length (headers); i++)
    {
      const char *name = hlc_header_list_get_name (headers, i);
      g_autofree char *quoted = g_shell_quote (name);

      if (!hlc_header_may_be_secret (name))
        continue;
      /* Quoted, because not every shell takes what is typed after a number sign for a comment. */
      g_string_append_printf (command, "%s %s",
                              has_any ? "" : "# Left out, for their values are secret:", quoted);
      has_any = TRUE;
    }

  return has_any;
}

static void
append_header (GString *command, const char *name, const char *value)
{
  /* With a colon and nothing after it, curl would leave the header out. */
  g_autofree char *line =
      *value != '\0' ? g_strconcat (name, ": ", value, NULL) : g_strconcat (name, ";", NULL);

  append_option (command, "--header", line);
}

static void
append_headers (GString *command, HlcHeaderList *headers)
{
  for (guint i = 0; i < hlc_header_list_get_length (headers); i++)
    {
      const char *name = hlc_header_list_get_name (headers, i);

      if (!hlc_header_may_be_secret (name))
        append_header (command, name, hlc_header_list_get_value (headers, i));
    }

  /* What curl would add to a body. */
  if (hlc_header_list_count (headers, "content-type") == 0)
    append_option (command, "--header", "content-type:");
}

/* Writes what brings the body to curl, where it is no argument. */
static gboolean
append_pipe (GString *command, const char *text, gsize length)
{
  g_autofree char *encoded = NULL;
  g_autofree char *quoted = NULL;

  if (!is_printable (text, length))
    {
      encoded = g_base64_encode ((const guchar *) text, length);
      g_string_append_printf (command, "printf %%s '%s' | base64 -d | ", encoded);
      return TRUE;
    }
  if (length <= MAX_ARGUMENT)
    return FALSE;

  encoded = g_strndup (text, length);
  quoted = g_shell_quote (encoded);
  g_string_append_printf (command, "printf %%s %s | ", quoted);
  return TRUE;
}

/**
 * hlc_outgoing_to_curl:
 *
 * Writes the request as a command for a POSIX shell, to be pasted: it sends the same bytes, so its signature verifies
 * for as long as the timestamp is within the tolerance. A body that is no printable text is carried in base64. Values
 * of headers that may be secret are left out, and a comment says so. Any thread.
 *
 * Returns: (transfer full): the command, without a line end
 */
char *
hlc_outgoing_to_curl (const HlcOutgoing *self)
{
  g_autoptr (GString) command = g_string_new (NULL);
  g_autofree char *quoted_url = NULL;
  const char *body = NULL;
  gsize length = 0;
  gboolean is_piped = FALSE;

  g_return_val_if_fail (self != NULL, NULL);

  body = g_bytes_get_data (self->body, &length);
  if (length == 0)
    body = "";
  if (append_left_out (command, self->headers))
    g_string_append_c (command, '\n');

  is_piped = append_pipe (command, body, length);
  quoted_url = g_shell_quote (self->url);
  g_string_append_printf (command, "curl --globoff --path-as-is %s", quoted_url);
  append_headers (command, self->headers);
  if (is_piped)
    append_option (command, "--data-binary", "@-");
  else
    {
      g_autofree char *text = g_strndup (body, length);

      append_option (command, "--data-raw", text);
    }

  return g_string_free (g_steal_pointer (&command), FALSE);
}
