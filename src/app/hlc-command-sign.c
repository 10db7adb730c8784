/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "hlc-command-output.h"
#include "hlc-json-writer.h"

/** What a message id may be: it goes into a header and before a full stop into what is signed. */
#define ID_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

/** What `sign` was told, as typed. */
typedef struct
{
  char **secrets;
  char **secret_files;
  char *id;
  char *timestamp;
  gboolean json;
} SignArguments;

static void
sign_arguments_clear (SignArguments *self)
{
  g_strfreev (self->secrets);
  g_strfreev (self->secret_files);
  g_free (self->id);
  g_free (self->timestamp);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignArguments, sign_arguments_clear)

/* One signature for each secret: during a rotation the old and the new one (Standard Webhooks, "Signature"). */
static char *
sign_with_all (GPtrArray *texts, const char *id, gint64 timestamp, GBytes *body)
{
  g_autoptr (GString) signatures = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i + 1);
      g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new (name, g_ptr_array_index (texts, i));
      g_autofree char *signature = NULL;

      if (hlc_signing_secret_get_problem (secret) != NULL)
        {
          hlc_command_fail (HLC_EXIT_USAGE, "%s", hlc_signing_secret_get_problem (secret));
          return NULL;
        }

      signature = hlc_signing_secret_sign (secret, id, timestamp, body);
      if (signatures->len > 0)
        g_string_append_c (signatures, ' ');
      g_string_append (signatures, signature);
    }

  return g_string_free (g_steal_pointer (&signatures), FALSE);
}

/* Both families: HumanLayer's service sent "svix-", the specification says "webhook-". */
static HlcHeaderList *
make_headers (const char *id, gint64 timestamp, const char *signatures)
{
  static const char *const families[] = { "svix", "webhook" };
  HlcHeaderList *headers = hlc_header_list_new ();
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, timestamp);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autofree char *id_name = g_strconcat (families[i], "-id", NULL);
      g_autofree char *timestamp_name = g_strconcat (families[i], "-timestamp", NULL);
      g_autofree char *signature_name = g_strconcat (families[i], "-signature", NULL);

      hlc_header_list_append (headers, id_name, id);
      hlc_header_list_append (headers, timestamp_name, seconds);
      hlc_header_list_append (headers, signature_name, signatures);
    }

  return headers;
}

static void
print_headers (HlcHeaderList *headers, gboolean json)
{
  if (json)
    {
      g_autoptr (GBytes) list = hlc_header_list_to_json (headers);
      g_autoptr (GBytes) text = NULL;
      g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

      hlc_json_writer_begin_object (writer);
      hlc_json_writer_name (writer, "headers");
      hlc_json_writer_raw (writer, list);
      hlc_json_writer_end_object (writer);
      text = hlc_json_writer_finish (writer);
      hlc_command_print_json (text);
      return;
    }

  for (guint i = 0; i < hlc_header_list_get_length (headers); i++)
    g_print ("%s: %s\n", hlc_header_list_get_name (headers, i), hlc_header_list_get_value (headers, i));
}

static gboolean
check_id (const char *id)
{
  if (*id != '\0' && strspn (id, ID_CHARACTERS) == strlen (id))
    return TRUE;

  hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no message id: letters, digits, “_” and “-” are allowed."),
                    id);
  return FALSE;
}

static int
sign (const SignArguments *arguments, const char *path)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HlcHeaderList) headers = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *signatures = NULL;
  gint64 timestamp = 0;

  if (!check_id (arguments->id))
    return HLC_EXIT_USAGE;

  if (!hlc_command_parse_number (arguments->timestamp, &timestamp))
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no timestamp: it is in seconds since 1970, UTC."),
                             arguments->timestamp);

  if (!hlc_command_add_secrets (secrets, arguments->secrets, arguments->secret_files, &error))
    return hlc_command_fail (HLC_EXIT_USAGE, "%s", error->message);

  if (secrets->len == 0)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("Nothing to sign with: give --secret-file or --secret."));

  body = hlc_command_read_input (path, &error);
  if (body == NULL)
    return hlc_command_fail (HLC_EXIT_FAILED, _ ("The body cannot be read: %s"), error->message);

  signatures = sign_with_all (secrets, arguments->id, timestamp, body);
  if (signatures == NULL)
    return HLC_EXIT_USAGE;

  headers = make_headers (arguments->id, timestamp, signatures);
  print_headers (headers, arguments->json);
  return HLC_EXIT_DONE;
}

/* `sign`: the headers that a sender would put to a body. */
int
hlc_command_sign (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (SignArguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "secret", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.secrets,
      N_ ("Sign with SECRET; other users can read a command line"), N_ ("SECRET") },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.secret_files,
      N_ ("Sign with the secrets in FILE, one a line"), N_ ("FILE") },
    { "id", 0, 0, G_OPTION_ARG_STRING, &arguments.id, N_ ("The message id; without it, a new one"),
      N_ ("ID") },
    { "timestamp", 0, 0, G_OPTION_ARG_STRING, &arguments.timestamp,
      N_ ("Seconds since 1970, UTC; without it, now"), N_ ("SECONDS") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &arguments.json, N_ ("Print JSON"), NULL },
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 1))
    return HLC_EXIT_USAGE;

  if (arguments.id == NULL)
    {
      g_autofree char *uuid = g_uuid_string_random ();

      arguments.id = g_strconcat ("msg_", uuid, NULL);
    }

  if (arguments.timestamp == NULL)
    arguments.timestamp = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);

  return sign (&arguments, argc > 1 ? argv[1] : NULL);
}
