/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-body.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-json-document.h"

#define SECRET_VARIABLE "HLC_SEND_SECRET"

static gboolean
fail_unreadable (const char *option, const GError *error)
{
  /* Translators: an option, as "--data", and why. */
  hlc_command_fail (HLC_EXIT_USAGE, _ ("%s cannot be read: %s"), option, error->message);
  return FALSE;
}

/**
 * hlc_command_write_text:
 * @writer: inside an object
 * @name: the member
 * @text: (nullable): a string; nothing is written for %NULL
 */
void
hlc_command_write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  g_return_if_fail (writer != NULL && name != NULL);

  if (text == NULL)
    return;

  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

/* JSON that was typed, or that is in the file after an at sign. */
static GBytes *
read_typed_json (const char *typed, GError **error)
{
  g_autoptr (GBytes) json = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;

  json = *typed == '@' ? hlc_command_read_input (typed + 1, error) : g_bytes_new (typed, strlen (typed));
  if (json == NULL)
    return NULL;

  document = hlc_json_document_new (json, NULL, error);
  return document != NULL ? g_steal_pointer (&json) : NULL;
}

/**
 * hlc_command_write_json:
 * @writer: inside an object
 * @name: the member
 * @typed: (nullable): a JSON text, or an at sign and the file that holds one; nothing is written for %NULL
 * @option: what it was typed for
 *
 * The text is sent as it is.
 *
 * Returns: %FALSE after saying what is wrong
 */
gboolean
hlc_command_write_json (HlcJsonWriter *writer, const char *name, const char *typed, const char *option)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = NULL;

  g_return_val_if_fail (writer != NULL && name != NULL && option != NULL, FALSE);

  if (typed == NULL)
    return TRUE;

  json = read_typed_json (typed, &error);
  if (json == NULL)
    return fail_unreadable (option, error);

  hlc_json_writer_name (writer, name);
  hlc_json_writer_raw (writer, json);
  return TRUE;
}

/**
 * hlc_command_write_file:
 * @writer: inside an object
 * @name: the member
 * @path: (nullable) (type filename): a file whose text becomes a string; nothing is written for %NULL
 * @option: what it was typed for
 *
 * Returns: %FALSE after saying what is wrong: the file cannot be read or is not UTF-8
 */
gboolean
hlc_command_write_file (HlcJsonWriter *writer, const char *name, const char *path, const char *option)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length = 0;

  g_return_val_if_fail (writer != NULL && name != NULL && option != NULL, FALSE);

  if (path == NULL)
    return TRUE;

  bytes = hlc_command_read_input (path, &error);
  if (bytes == NULL)
    return fail_unreadable (option, error);

  text = g_bytes_get_data (bytes, &length);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      /* Translators: an option, as "--data", and the name of a file. */
      hlc_command_fail (HLC_EXIT_USAGE, _ ("%s: %s is not UTF-8, and JSON carries no other bytes."), option,
                        path);
      return FALSE;
    }

  hlc_json_writer_name (writer, name);
  hlc_json_writer_string_len (writer, text, (gssize) length);
  return TRUE;
}

static void
wipe (char **text)
{
  if (*text != NULL)
    explicit_bzero (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

/* The secret that was given in a file or in the environment; sets nothing where there is none. */
static gboolean
read_secret (const char *path, char **secret, GError **error)
{
  const char *place = path != NULL ? path : SECRET_VARIABLE;
  char *text = NULL;

  if (path == NULL)
    text = g_strdup (g_getenv (SECRET_VARIABLE));
  else if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;

  if (text != NULL)
    g_strstrip (text);
  if (text == NULL || (*text == '\0' && path == NULL))
    {
      g_free (text);
      return TRUE;
    }

  if (*text != '\0' && g_str_is_ascii (text) && strpbrk (text, " \t\r\n") == NULL)
    {
      *secret = text;
      return TRUE;
    }

  wipe (&text);
  /* Translators: a file or the name of a variable. */
  g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("%s holds not exactly one signing secret."), place);
  return FALSE;
}

/**
 * hlc_command_write_secret:
 * @writer: inside an object
 * @path: (nullable) (type filename): a file that holds one signing secret
 *
 * Writes the member `secret`: from the file, or else from the environment's `HLC_SEND_SECRET`, which a command line,
 * being readable by every user, should not hold. Nothing is written where there is neither.
 *
 * Returns: %FALSE after saying what is wrong
 */
gboolean
hlc_command_write_secret (HlcJsonWriter *writer, const char *path)
{
  g_autoptr (GError) error = NULL;
  char *secret = NULL;

  g_return_val_if_fail (writer != NULL, FALSE);

  if (!read_secret (path, &secret, &error))
    {
      hlc_command_fail (HLC_EXIT_USAGE, "%s", error->message);
      return FALSE;
    }

  hlc_command_write_text (writer, "secret", secret);
  wipe (&secret);
  return TRUE;
}

/**
 * hlc_command_write_key:
 * @writer: inside an object
 * @path: (nullable) (type filename): a file that holds one API key, `-` for standard input; nothing is written for %NULL
 *
 * Writes the member `key`. A command line, being readable by every user, does not hold one.
 *
 * Returns: %FALSE after saying what is wrong
 */
gboolean
hlc_command_write_key (HlcJsonWriter *writer, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *key = NULL;
  gboolean is_one = FALSE;

  g_return_val_if_fail (writer != NULL, FALSE);

  if (path == NULL)
    return TRUE;

  bytes = hlc_command_read_input (path, &error);
  if (bytes == NULL)
    return fail_unreadable ("--key-file", error);

  key = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_strstrip (key);
  is_one = *key != '\0' && g_str_is_ascii (key) && strpbrk (key, " \t\r\n") == NULL;
  if (is_one)
    hlc_command_write_text (writer, "key", key);
  else
    hlc_command_fail (HLC_EXIT_USAGE, _ ("%s holds not exactly one API key."), path);
  wipe (&key);
  return is_one;
}
