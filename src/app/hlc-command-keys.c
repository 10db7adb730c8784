/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>

#include "hlc-command-output.h"
#include "hlc-command-query.h"
#include "hlc-json-writer.h"

#define KEYS_PATH "/keys"

static void
add_row (HlcTextTable *table, HlcJsonValue key)
{
  g_autofree char *name = hlc_command_dup_member (key, "name");
  g_autofree char *scope = hlc_command_dup_member (key, "scope");
  g_autofree char *created_at = hlc_command_dup_local_time (key, "created_at");
  g_autofree char *last_used_at = hlc_command_dup_local_time (key, "last_used_at");
  g_autofree char *kept = hlc_command_dup_member (key, "kept");
  const char *cells[] = { hlc_command_or_dash (name),
                          hlc_command_or_dash (scope),
                          hlc_command_or_dash (created_at),
                          last_used_at != NULL ? last_used_at : C_ ("last used", "never"),
                          g_strcmp0 (kept, "true") == 0 ? "" : _ ("for this run only"),
                          NULL };

  hlc_text_table_add_row (table, cells);
}

static void
print_keys (HlcJsonValue root)
{
  const char *titles[] = { _ ("NAME"), _ ("SCOPE"), _ ("MADE"), _ ("LAST USED"), "", NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);

  hlc_command_print_items (root, table, add_row);
}

/* The key alone on standard output, so that a script can take it. */
static void
print_new_key (HlcJsonValue root)
{
  g_autofree char *key = hlc_command_dup_member (root, "key");

  g_printerr ("%s\n", _ ("This is shown once. Agents set it as HUMANLAYER_API_KEY:"));
  g_print ("%s\n", hlc_command_or_dash (key));
}

static void
print_revoked (HlcJsonValue root)
{
  g_autofree char *name = hlc_command_dup_member (root, "revoked");

  hlc_command_print_field (C_ ("key", "Revoked"), name);
}

static int
list_keys (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_query_plain (command, argc, argv, "GET", KEYS_PATH, print_keys);
}

static int
add_key (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *scope = NULL;
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) body = NULL;
  HlcKeyScope ignored;
  const GOptionEntry entries[] = {
    { "scope", 0, 0, G_OPTION_ARG_STRING, &scope,
      N_ ("What it allows: agent, or agent+decide, which may also decide (agent)"), "agent|agent+decide" },
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  if (scope != NULL && !hlc_key_scope_from_string (scope, &ignored))
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no scope: agent or agent+decide."), scope);

  if (!g_utf8_validate (argv[1], -1, NULL))
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("A key’s name is UTF-8."));

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "name");
  hlc_json_writer_string (writer, argv[1]);
  hlc_json_writer_name (writer, "scope");
  hlc_json_writer_string (writer, scope);
  hlc_json_writer_end_object (writer);
  body = hlc_json_writer_finish (writer);
  return hlc_command_query_send (&query, "POST", KEYS_PATH, body, print_new_key);
}

static int
revoke_key (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autoptr (GString) path = g_string_new (KEYS_PATH "/");
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  g_string_append_uri_escaped (path, argv[1], NULL, FALSE);
  return hlc_command_query_send (&query, "DELETE", path->str, NULL, print_revoked);
}

static const HlcCommand nested[] = {
  { "keys list", NULL, N_ ("List the keys of agents"), list_keys },
  { "keys add", "NAME", N_ ("Make a key and print it, this once"), add_key },
  { "keys revoke", "NAME", N_ ("Revoke a key: agents that use it are refused from then on"), revoke_key },
};

/* `keys`: who may use the agent API. */
int
hlc_command_keys (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_run_nested (command, nested, G_N_ELEMENTS (nested), open_window, argc, argv);
}
