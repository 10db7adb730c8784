/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-command-output.h"
#include "hlc-command-query.h"
#include "hlc-json-writer.h"

#define TUNNEL_PATH "/tunnel"

static const struct
{
  const char *target;
  const char *words;
} target_words[] = {
  { "receiver", N_ ("the receiver") },
  { "api", N_ ("THE API: STOP IT") },
  { "misfit", N_ ("the receiver, but not as HTTP") },
};

static const char *
describe_target (const char *target)
{
  for (guint i = 0; i < G_N_ELEMENTS (target_words); i++)
    {
      if (g_strcmp0 (target, target_words[i].target) == 0)
        return _ (target_words[i].words);
    }

  return "";
}

static void
add_row (HlcTextTable *table, HlcJsonValue tunnel)
{
  g_autofree char *name = hlc_command_dup_member (tunnel, "name");
  g_autofree char *public_url = hlc_command_dup_member (tunnel, "public_url");
  g_autofree char *addr = hlc_command_dup_member (tunnel, "addr");
  g_autofree char *target = hlc_command_dup_member (tunnel, "target");
  const char *cells[] = { hlc_command_or_dash (name), hlc_command_or_dash (public_url),
                          hlc_command_or_dash (addr), describe_target (target), NULL };

  hlc_text_table_add_row (table, cells);
}

static void
print_tunnels (HlcJsonValue root)
{
  const char *titles[] = { _ ("NAME"), _ ("PUBLIC ADDRESS"), _ ("LEADS TO"), "", NULL };
  g_autoptr (HlcTextTable) table = NULL;
  HlcJsonValue tunnels;
  HlcJsonValue tunnel;
  HlcJsonIter iter;

  if (!hlc_json_value_get_member (root, "tunnels", &tunnels))
    return;

  table = hlc_text_table_new (titles);
  hlc_json_iter_init (&iter, tunnels);
  while (hlc_json_iter_next (&iter, NULL, &tunnel))
    add_row (table, tunnel);

  if (hlc_text_table_get_n_rows (table) == 0)
    return;

  g_print ("\n");
  hlc_command_print_table (table);
}

static void
print_status (HlcJsonValue root)
{
  g_autofree char *summary = hlc_command_dup_member (root, "summary");
  g_autofree char *webhook_url = hlc_command_dup_member (root, "webhook_url");
  g_autofree char *problem = hlc_command_dup_member (root, "problem");
  g_autofree char *has_secret = hlc_command_dup_member (root, "has_secret");

  hlc_command_print_field (_ ("Tunnel"), summary);
  hlc_command_print_field (_ ("Webhook URL"), webhook_url);
  hlc_command_print_field (_ ("Problem"), problem);
  print_tunnels (root);
  if (webhook_url != NULL && g_strcmp0 (has_secret, "true") != 0)
    g_printerr ("%s\n", _ ("No signing secret is set: whoever learns the address can send, and what comes is "
                           "marked unverified."));
}

static void
print_test (HlcJsonValue root)
{
  g_autofree char *url = hlc_command_dup_member (root, "url");
  g_autofree char *outcome = hlc_command_dup_member (root, "outcome");
  g_autofree char *detail = hlc_command_dup_member (root, "detail");
  g_autofree char *http_status = hlc_command_dup_member (root, "http_status");
  g_autofree char *delivery = hlc_command_dup_member (root, "delivery");

  hlc_command_print_field (_ ("Address"), url);
  hlc_command_print_field (_ ("Outcome"), outcome);
  hlc_command_print_field (_ ("HTTP status"), http_status);
  hlc_command_print_field (_ ("Delivery"), delivery);
  hlc_command_print_field (_ ("Detail"), detail);
}

/* {} or an object of one member. */
static GBytes *
make_body (const char *name, const char *value)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  if (value != NULL)
    {
      hlc_json_writer_name (writer, name);
      hlc_json_writer_string (writer, value);
    }
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/* Whether an argument may stand in JSON; says so where it may not. */
static gboolean
check_utf8 (const char *argument)
{
  if (argument == NULL || g_utf8_validate (argument, -1, NULL))
    return TRUE;

  hlc_command_fail (HLC_EXIT_USAGE, _ ("Names and addresses of tunnels are UTF-8."));
  return FALSE;
}

static int
show_status (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *copied = NULL;
  g_autoptr (GString) path = g_string_new (TUNNEL_PATH);
  const GOptionEntry entries[] = {
    { "copied", 0, 0, G_OPTION_ARG_STRING, &copied,
      N_ ("Say whether URL, given to a sender earlier, still leads here"), N_ ("URL") },
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0) || !check_utf8 (copied))
    return HLC_EXIT_USAGE;

  hlc_instance_client_append_query (path, "copied", copied);
  return hlc_command_query_run (&query, path->str, print_status);
}

static int
start_tunnel (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autoptr (GBytes) body = make_body (NULL, NULL);
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0))
    return HLC_EXIT_USAGE;

  return hlc_command_query_send (&query, "POST", TUNNEL_PATH "/start", body, print_status);
}

static int
stop_tunnel (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autoptr (GBytes) body = NULL;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 1) || !check_utf8 (argv[1]))
    return HLC_EXIT_USAGE;

  body = make_body ("name", argv[1]);
  return hlc_command_query_send (&query, "POST", TUNNEL_PATH "/stop", body, print_status);
}

/* Whether the event arrived and was accepted. */
static gboolean
has_arrived (GBytes *answer)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (answer, NULL, NULL);
  g_autofree char *outcome =
      document != NULL ? hlc_command_dup_member (hlc_json_document_get_root (document), "outcome") : NULL;

  return g_strcmp0 (outcome, "verified") == 0 || g_strcmp0 (outcome, "unverified") == 0;
}

static int
test_tunnel (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *data_dir = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 1) || !check_utf8 (argv[1]))
    return HLC_EXIT_USAGE;

  body = make_body ("url", argv[1]);
  data_dir = hlc_command_query_dup_data_dir (&query);
  status = hlc_instance_client_send (data_dir, "POST", TUNNEL_PATH "/test", body, &answer, &error);
  if (status != HLC_EXIT_DONE)
    return hlc_command_fail (status, "%s", error->message);

  status = hlc_command_query_print (&query, answer, print_test);
  return status == HLC_EXIT_DONE && !has_arrived (answer) ? HLC_EXIT_FAILED : status;
}

static const HlcCommand nested[] = {
  { "tunnel status", NULL, N_ ("Say where the tunnels of this machine lead"), show_status },
  { "tunnel start", NULL, N_ ("Make a tunnel to the receiver"), start_tunnel },
  { "tunnel stop", "[NAME]", N_ ("Stop the tunnels that lead to this console, or the named one"),
    stop_tunnel },
  { "tunnel test", "[URL]", N_ ("Send a test event through the tunnel, or to URL, and wait for it"),
    test_tunnel },
};

/* `tunnel`: the way in from outside. Without a second word, its status. */
int
hlc_command_tunnel (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  gboolean wants_help = argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"));

  if (argc == 1 || (*argv[1] == '-' && !wants_help))
    return show_status (&nested[0], open_window, argc, argv);

  return hlc_command_run_nested (command, nested, G_N_ELEMENTS (nested), open_window, argc, argv);
}
