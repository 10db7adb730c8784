/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-command-body.h"
#include "hlc-command-output.h"
#include "hlc-command-query.h"

#define REMOTE_PATH "/remote"

static void
print_remote (HlcJsonValue root)
{
  g_autofree char *base = hlc_command_dup_member (root, "base");
  g_autofree char *following = hlc_command_dup_member (root, "following");
  g_autofree char *problem = hlc_command_dup_member (root, "problem");
  g_autofree char *next_poll_at = hlc_command_dup_local_time (root, "next_poll_at");

  if (base == NULL)
    {
      g_print ("%s\n", _ ("No remote API is set. Set one with “remote set URL”."));
      return;
    }

  hlc_command_print_field (_ ("Remote API"), base);
  hlc_command_print_field (_ ("Following"), following);
  hlc_command_print_field (_ ("Next poll"), next_poll_at);
  hlc_command_print_field (_ ("Problem"), problem);
}

static void
print_test (HlcJsonValue root)
{
  g_autofree char *base = hlc_command_dup_member (root, "base");
  g_autofree char *ok = hlc_command_dup_member (root, "ok");
  g_autofree char *project = hlc_command_dup_member (root, "project");
  g_autofree char *organization = hlc_command_dup_member (root, "organization");
  g_autofree char *problem = hlc_command_dup_member (root, "problem");

  hlc_command_print_field (_ ("Remote API"), base);
  hlc_command_print_field (_ ("Project"), project);
  hlc_command_print_field (_ ("Organization"), organization);
  hlc_command_print_field (_ ("Outcome"), g_strcmp0 (ok, "true") == 0 ? _ ("it takes the key") : NULL);
  hlc_command_print_field (_ ("Problem"), problem);
}

static int
show (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_query_plain (command, argc, argv, "GET", REMOTE_PATH, print_remote);
}

/* {base, key}: without an address where there is none, with the key of the file where one is named. */
static GBytes *
make_body (const char *base, const char *key_file)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) body = NULL;
  gboolean is_written;

  if (base != NULL && !g_utf8_validate (base, -1, NULL))
    {
      hlc_command_fail (HLC_EXIT_USAGE, _ ("An address is UTF-8."));
      return NULL;
    }

  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "base", base);
  is_written = hlc_command_write_key (writer, key_file);
  hlc_json_writer_end_object (writer);
  body = hlc_json_writer_finish (writer);
  return is_written ? g_steal_pointer (&body) : NULL;
}

#define KEY_FILE_ENTRY(key_file)                                                                             \
  {                                                                                                          \
    "key-file", 0, 0, G_OPTION_ARG_FILENAME, &(key_file),                                                    \
        N_ ("Read the API key from FILE, - for standard input"), N_ ("FILE")                                 \
  }

static int
set (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *key_file = NULL;
  g_autoptr (GBytes) body = NULL;
  const GOptionEntry entries[] = {
    KEY_FILE_ENTRY (key_file),
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  body = make_body (argv[1], key_file);
  return body != NULL ? hlc_command_query_send (&query, "PUT", REMOTE_PATH, body, print_remote)
                      : HLC_EXIT_USAGE;
}

static gboolean
is_ok (GBytes *answer)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (answer, NULL, NULL);
  g_autofree char *ok =
      document != NULL ? hlc_command_dup_member (hlc_json_document_get_root (document), "ok") : NULL;

  return g_strcmp0 (ok, "true") == 0;
}

static int
test (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *key_file = NULL;
  g_autofree char *data_dir = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  const GOptionEntry entries[] = {
    KEY_FILE_ENTRY (key_file),
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 1))
    return HLC_EXIT_USAGE;

  body = make_body (argv[1], key_file);
  if (body == NULL)
    return HLC_EXIT_USAGE;

  data_dir = hlc_command_query_dup_data_dir (&query);
  status = hlc_instance_client_send (data_dir, "POST", REMOTE_PATH "/test", body, &answer, &error);
  if (status != HLC_EXIT_DONE)
    return hlc_command_fail (status, "%s", error->message);

  status = hlc_command_query_print (&query, answer, print_test);
  return status == HLC_EXIT_DONE && !is_ok (answer) ? HLC_EXIT_FAILED : status;
}

static int
clear (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_query_plain (command, argc, argv, "DELETE", REMOTE_PATH, print_remote);
}

static const HlcCommand nested[] = {
  { "remote show", NULL, N_ ("Say which remote API is set, and what is followed there"), show },
  { "remote set", "URL", N_ ("Set the remote API by its base URL, with the key in a file"), set },
  { "remote test", "[URL]", N_ ("Test whether an API is there that takes the key"), test },
  { "remote clear", NULL, N_ ("Forget the remote API and its key"), clear },
};

/* `remote`: another HumanLayer API, to create operations at. Without a second word, which one is set. */
int
hlc_command_remote (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  gboolean wants_help = argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"));

  if (argc == 1 || (*argv[1] == '-' && !wants_help))
    return show (&nested[0], open_window, argc, argv);

  return hlc_command_run_nested (command, nested, G_N_ELEMENTS (nested), open_window, argc, argv);
}
