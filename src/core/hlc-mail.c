/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-mail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-mail-text.h"

/* RFC 5321, section 4.5.3.1: a path has at most 256 octets. */
#define MAX_ADDRESS 254

/* A name and an address that are longer together do not stand on one line. */
#define MAX_ADDRESS_LINE 64

/* What no address here may hold, quoted or not: it would end it, or begin another. */
#define FORBIDDEN_IN_ADDRESS " \"()<>[]:;@\\,"

/**
 * hlc_mail_check_line:
 * @text: what is to stand in a header
 *
 * Refuses what would end the header and begin another, which is how headers are injected.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT for a control character, or text that is not UTF-8
 */
gboolean
hlc_mail_check_line (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("The text is not UTF-8."));
      return FALSE;
    }

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (character >= ' ' && character != 0x7f && (character < 0x80 || character > 0x9f) &&
          character != 0x2028 && character != 0x2029)
        continue;

      if (character == '\n' || character == '\r')
        g_set_error_literal (
            error, HLC_ERROR, HLC_ERROR_ARGUMENT,
            _ ("There is a line break, after which another header would begin: write one line."));
      else
        g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                     _ ("There is the control character U+%04X, which no header may hold: remove it."),
                     character);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_ascii_address (const char *address)
{
  const char *at = strchr (address, '@');
  gsize length = strlen (address);
  g_autofree char *local = NULL;

  if (at == NULL || at == address || at[1] == '\0' || length > MAX_ADDRESS || !g_str_is_ascii (address))
    return FALSE;

  local = g_strndup (address, (gsize) (at - address));
  return strcspn (local, FORBIDDEN_IN_ADDRESS) == strlen (local) &&
         strcspn (at + 1, FORBIDDEN_IN_ADDRESS) == strlen (at + 1) && *local != '.' && at[1] != '.' &&
         at[-1] != '.' && address[length - 1] != '.' && strstr (address, "..") == NULL;
}

/* The name before the angle bracket, without quotes around it. */
static char *
dup_name (const char *typed, const char *end)
{
  g_autofree char *name = g_strstrip (g_strndup (typed, (gsize) (end - typed)));
  gsize length = strlen (name);

  if (length >= 2 && name[0] == '"' && name[length - 1] == '"')
    {
      g_autofree char *inner = g_strndup (name + 1, length - 2);
      g_autoptr (GString) plain = g_string_new (inner);

      g_string_replace (plain, "\\\"", "\"", 0);
      g_string_replace (plain, "\\\\", "\\", 0);
      return g_string_free (g_steal_pointer (&plain), FALSE);
    }

  return g_steal_pointer (&name);
}

/**
 * hlc_mail_parse_address:
 * @typed: `user@example.com` or `A User <user@example.com>`
 * @name: (out) (transfer full) (nullable): the name; %NULL where there is none
 * @address: (out) (transfer full): the address alone
 *
 * Reads one address. Quoted local parts, comments and groups (RFC 5322, section 3.4) are not taken.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT when it is none
 */
gboolean
hlc_mail_parse_address (const char *typed, char **name, char **address, GError **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *inner = NULL;
  const char *open;

  g_return_val_if_fail (typed != NULL && name != NULL && address != NULL, FALSE);

  *name = NULL;
  *address = NULL;
  if (!hlc_mail_check_line (typed, error))
    return FALSE;

  stripped = g_strstrip (g_strdup (typed));
  open = strrchr (stripped, '<');
  if (open != NULL && g_str_has_suffix (open, ">"))
    inner = g_strndup (open + 1, strlen (open) - 2);
  else
    inner = g_strdup (stripped);

  if (!is_ascii_address (inner))
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("“%s” is no mail address: write user@example.com, or A User <user@example.com>."),
                   typed);
      return FALSE;
    }

  if (open != NULL && open > stripped)
    *name = dup_name (stripped, open);
  *address = g_steal_pointer (&inner);
  return TRUE;
}

/**
 * hlc_mail_check_message_id:
 * @message_id: as it stands in a header
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT unless it is `<left@right>`
 */
gboolean
hlc_mail_check_message_id (const char *message_id, GError **error)
{
  gsize length = strlen (message_id);
  g_autofree char *inner = length > 2 ? g_strndup (message_id + 1, length - 2) : NULL;

  if (inner != NULL && message_id[0] == '<' && message_id[length - 1] == '>' && is_ascii_address (inner) &&
      hlc_mail_check_line (message_id, NULL))
    return TRUE;

  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                       _ ("A message id is written <left@right>, such as <1a2b3c@example.com>."));
  return FALSE;
}

static gboolean
append_address (GString *mail, const char *header, const char *typed, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;
  g_autofree char *phrase = NULL;

  if (!hlc_mail_parse_address (typed, &name, &address, error))
    return FALSE;

  if (name == NULL || *name == '\0')
    {
      g_string_append_printf (mail, "%s: %s\r\n", header, address);
      return TRUE;
    }

  phrase = hlc_mail_text_encode_phrase (name, strlen (header) + 2);
  g_string_append_printf (mail, "%s: %s%s <%s>\r\n", header, phrase,
                          strlen (phrase) + strlen (address) > MAX_ADDRESS_LINE ? "\r\n" : "", address);
  return TRUE;
}

static gboolean
append_subject (GString *mail, const char *subject, GError **error)
{
  g_autofree char *header = NULL;

  if (!hlc_mail_check_line (subject, error))
    return FALSE;

  header = hlc_mail_text_encode_header ("Subject", subject);
  g_string_append (mail, header);
  return TRUE;
}

static gboolean
append_references (GString *mail, const char *in_reply_to, GError **error)
{
  if (in_reply_to == NULL || *in_reply_to == '\0')
    return TRUE;
  if (!hlc_mail_check_message_id (in_reply_to, error))
    return FALSE;

  g_string_append_printf (mail, "In-Reply-To: %s\r\nReferences: %s\r\n", in_reply_to, in_reply_to);
  return TRUE;
}

static gboolean
append_message_id (GString *mail, const char *message_id, GError **error)
{
  if (!hlc_mail_check_message_id (message_id, error))
    return FALSE;

  g_string_append_printf (mail, "Message-ID: %s\r\n", message_id);
  return TRUE;
}

static gboolean
append_body (GString *mail, const char *body, GError **error)
{
  g_autofree char *encoded = NULL;
  const char *encoding = NULL;

  if (!g_utf8_validate (body, -1, NULL))
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("The text is not UTF-8."));
      return FALSE;
    }

  encoded = hlc_mail_text_encode_body (body, &encoding);
  g_string_append_printf (mail,
                          "MIME-Version: 1.0\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: %s\r\n"
                          "\r\n",
                          encoding);
  g_string_append (mail, encoded);
  return TRUE;
}

/**
 * hlc_mail_compose:
 * @mail: what is to be sent
 * @field: (out) (optional) (transfer none): which member is wrong, when one is: "from", "to", "subject" …
 *
 * Writes a mail as it travels (RFC 5322): headers of ASCII, other text in them by RFC 2047, lines that end in CRLF.
 * Nothing that was typed can begin a header of its own. Any thread.
 *
 * Returns: (transfer full) (nullable): the mail; %NULL with %HLC_ERROR_ARGUMENT
 */
char *
hlc_mail_compose (const HlcMail *mail, const char **field, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *date = hlc_mail_text_format_date (mail->date);
  const char *wrong = NULL;

  if (!append_address (text, "From", mail->from != NULL ? mail->from : "", error))
    wrong = "from";
  else if (!append_address (text, "To", mail->to != NULL ? mail->to : "", error))
    wrong = "to";
  else if (!append_subject (text, mail->subject != NULL ? mail->subject : "", error))
    wrong = "subject";
  else if (!append_message_id (text, mail->message_id, error))
    wrong = "message_id";
  else if (!append_references (text, mail->in_reply_to, error))
    wrong = "in_reply_to";

  if (wrong == NULL)
    {
      g_string_append_printf (text, "Date: %s\r\n", date);
      if (!append_body (text, mail->body != NULL ? mail->body : "", error))
        wrong = "body";
    }

  if (field != NULL)
    *field = wrong;
  return wrong == NULL ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
