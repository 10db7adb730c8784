/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-command-output.h"
#include "hlc-json-writer.h"
#include "hlc-visible-text.h"

/** What `verify` was told, as typed. */
typedef struct
{
  char **secrets;
  char **secret_files;
  char **headers;
  char *headers_file;
  char *now;
  gboolean json;
} VerifyArguments;

static void
verify_arguments_clear (VerifyArguments *self)
{
  g_strfreev (self->secrets);
  g_strfreev (self->secret_files);
  g_strfreev (self->headers);
  g_free (self->headers_file);
  g_free (self->now);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VerifyArguments, verify_arguments_clear)

static gboolean
append_lines (HlcHeaderList *headers, const char *contents, GError **error)
{
  g_auto (GStrv) lines = g_strsplit_set (contents, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] != '\0' && !hlc_command_append_header (headers, lines[i], error))
        return FALSE;
    }

  return TRUE;
}

/* A file of lines, or the array of pairs that `delivery --json` has under "headers". */
static HlcHeaderList *
read_headers_file (const char *path, GError **error)
{
  g_autoptr (HlcHeaderList) headers = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *contents = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;

  bytes = g_bytes_new_take (contents, length);
  if (contents[0] == '[')
    {
      headers = hlc_header_list_from_json (bytes);
      if (headers == NULL)
        g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("%s is no list of [name, value] pairs."), path);
      return g_steal_pointer (&headers);
    }

  headers = hlc_header_list_new ();
  return append_lines (headers, contents, error) ? g_steal_pointer (&headers) : NULL;
}

static HlcHeaderList *
gather_headers (const VerifyArguments *arguments, GError **error)
{
  g_autoptr (HlcHeaderList) headers = NULL;

  headers = arguments->headers_file != NULL ? read_headers_file (arguments->headers_file, error)
                                            : hlc_header_list_new ();
  if (headers == NULL)
    return NULL;

  for (guint i = 0; arguments->headers != NULL && arguments->headers[i] != NULL; i++)
    {
      if (!hlc_command_append_header (headers, arguments->headers[i], error))
        return NULL;
    }

  return g_steal_pointer (&headers);
}

/* The secrets are told apart by their order: first those of --secret, then of the files, then of the environment. */
static GPtrArray *
gather_secrets (const VerifyArguments *arguments, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *secrets;

  if (!hlc_command_add_secrets (texts, arguments->secrets, arguments->secret_files, error))
    return NULL;

  secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *name = g_strdup_printf (_ ("secret %u"), i + 1);

      g_ptr_array_add (secrets, hlc_signing_secret_new (name, g_ptr_array_index (texts, i)));
    }

  return secrets;
}

static void
write_member (HlcJsonWriter *writer, const char *name, const char *value)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, value);
}

static const char *
get_diagnosis (const HlcSignatureCheck *check)
{
  return check->diagnosis == HLC_DIAGNOSIS_NONE ? NULL : hlc_diagnosis_to_string (check->diagnosis);
}

static void
print_json (const HlcSignatureCheck *check)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) text = NULL;

  hlc_json_writer_begin_object (writer);
  write_member (writer, "verdict", hlc_verdict_to_string (check->verdict));
  write_member (writer, "reason", hlc_reason_to_string (check->reason));
  write_member (writer, "detail", check->detail);
  write_member (writer, "diagnosis", get_diagnosis (check));
  write_member (writer, "secret_name", check->secret_name);
  write_member (writer, "message_id", check->message_id);
  hlc_json_writer_end_object (writer);
  text = hlc_json_writer_finish (writer);
  hlc_command_print_json (text);
}

static void
print_text (const HlcSignatureCheck *check)
{
  hlc_command_print_field (_ ("Verdict"), hlc_verdict_to_string (check->verdict));
  hlc_command_print_field (_ ("Reason"), hlc_reason_to_string (check->reason));
  hlc_command_print_field (_ ("Detail"), check->detail);
  hlc_command_print_field (_ ("Diagnosis"), get_diagnosis (check));
  hlc_command_print_field (_ ("Secret"), check->secret_name);
  hlc_command_print_field (_ ("Message id"), check->message_id);
}

static int
verify (const VerifyArguments *arguments, gint64 now, const char *path)
{
  g_autoptr (HlcHeaderList) headers = NULL;
  g_autoptr (GPtrArray) secrets = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (HlcSignatureCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  headers = gather_headers (arguments, &error);
  if (headers == NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, "%s", error->message);

  secrets = gather_secrets (arguments, &error);
  if (secrets == NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, "%s", error->message);

  body = hlc_command_read_input (path, &error);
  if (body == NULL)
    return hlc_command_fail (HLC_EXIT_FAILED, _ ("The body cannot be read: %s"), error->message);

  check = hlc_signature_check_new (headers, body, secrets, NULL, now);
  if (arguments->json)
    print_json (check);
  else
    print_text (check);

  return check->verdict == HLC_VERDICT_VERIFIED ? HLC_EXIT_DONE : HLC_EXIT_FAILED;
}

/* `verify`: the receiver's verdict on a body and its headers, from files. */
int
hlc_command_verify (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (VerifyArguments) arguments = { 0 };
  gint64 now = g_get_real_time ();
  const GOptionEntry entries[] = {
    { "secret", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.secrets,
      N_ ("Verify with SECRET; other users can read a command line"), N_ ("SECRET") },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.secret_files,
      N_ ("Verify with the secrets in FILE, one a line"), N_ ("FILE") },
    { "header", 'H', 0, G_OPTION_ARG_STRING_ARRAY, &arguments.headers,
      N_ ("A header that came with the body"), N_ ("NAME: VALUE") },
    { "headers", 0, 0, G_OPTION_ARG_FILENAME, &arguments.headers_file,
      N_ ("The headers that came with the body, one a line"), N_ ("FILE") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &arguments.now,
      N_ ("Judge the timestamp as if it were then: seconds since 1970, UTC"), N_ ("SECONDS") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &arguments.json, N_ ("Print JSON"), NULL },
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 1))
    return HLC_EXIT_USAGE;

  if (arguments.now != NULL)
    {
      if (!hlc_command_parse_number (arguments.now, &now) || now > G_MAXINT64 / G_USEC_PER_SEC)
        return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no time: it is in seconds since 1970, UTC."),
                                 arguments.now);

      now *= G_USEC_PER_SEC;
    }

  return verify (&arguments, now, argc > 1 ? argv[1] : NULL);
}
