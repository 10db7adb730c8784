/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>

#include "hlc-command-output.h"
#include "hlc-command-query.h"
#include "hlc-operation.h"
#include "hlc-query.h"

static void
add_row (HlcTextTable *table, HlcJsonValue operation)
{
  g_autofree char *state = hlc_command_dup_member (operation, "state");
  g_autofree char *requested_at = hlc_command_dup_local_time (operation, "requested_at");
  g_autofree char *call_id = hlc_command_dup_member (operation, "call_id");
  g_autofree char *run_id = hlc_command_dup_member (operation, "run_id");
  g_autofree char *title = hlc_command_dup_member (operation, "title");
  const char *cells[] = { hlc_command_or_dash (state),   hlc_command_or_dash (requested_at),
                          hlc_command_or_dash (call_id), hlc_command_or_dash (run_id),
                          hlc_command_or_dash (title),   NULL };

  hlc_text_table_add_row (table, cells);
}

static void
print_operations (HlcJsonValue root)
{
  const char *titles[] = { _ ("STATE"), _ ("REQUESTED"), _ ("CALL ID"), _ ("RUN"), _ ("OPERATION"), NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);

  hlc_command_print_items (root, table, add_row);
}

static void
print_timeline (HlcJsonValue operation)
{
  const char *titles[] = { _ ("WHEN"), _ ("WHAT"), _ ("DETAIL"), NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);
  HlcJsonValue timeline;
  HlcJsonValue name;
  HlcJsonValue entry;
  HlcJsonIter iter;

  if (!hlc_json_value_get_member (operation, "timeline", &timeline) ||
      hlc_json_value_get_type (timeline) != HLC_JSON_ARRAY)
    return;

  hlc_json_iter_init (&iter, timeline);
  while (hlc_json_iter_next (&iter, &name, &entry))
    {
      g_autofree char *at = hlc_command_dup_local_time (entry, "at");
      g_autofree char *type = hlc_command_dup_member (entry, "type");
      g_autofree char *detail = hlc_command_dup_member (entry, "detail");
      const char *cells[] = { hlc_command_or_dash (at), hlc_command_or_dash (type),
                              detail != NULL ? detail : "", NULL };

      hlc_text_table_add_row (table, cells);
    }

  g_print ("\n");
  hlc_command_print_table (table);
}

/* A member that is JSON from the agent, whole: an approver must see every argument. */
static void
print_json_member (HlcJsonValue operation, const char *title, const char *name)
{
  g_autoptr (GBytes) text = NULL;
  HlcJsonValue member;

  if (!hlc_json_value_get_member (operation, name, &member) ||
      hlc_json_value_get_type (member) == HLC_JSON_NULL)
    return;

  text = hlc_json_value_dup_text (member);
  hlc_command_print_json_block (title, text);
}

/**
 * hlc_command_print_operation:
 * @operation: an operation of the console's interfaces
 *
 * Prints one operation, whole.
 */
void
hlc_command_print_operation (HlcJsonValue operation)
{
  const struct
  {
    const char *title;
    const char *name;
  } fields[] = {
    { _ ("Operation"), "title" },
    { _ ("Call id"), "call_id" },
    { _ ("Run id"), "run_id" },
    { _ ("Kind"), "kind" },
    { _ ("State"), "state" },
    { _ ("Origin"), "origin" },
    { _ ("Decided by the API at"), "remote" },
  };
  g_autofree char *requested_at = hlc_command_dup_local_time (operation, "requested_at");
  g_autofree char *responded_at = hlc_command_dup_local_time (operation, "responded_at");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = hlc_command_dup_member (operation, fields[i].name);

      hlc_command_print_field (fields[i].title, value);
    }

  hlc_command_print_field (_ ("Requested"), requested_at);
  hlc_command_print_field (_ ("Responded"), responded_at);
  print_json_member (operation, _ ("Specification"), "spec");
  print_json_member (operation, _ ("Status"), "status");
  print_timeline (operation);
}

/* What the API takes for `state`; "all" is what it answers without. */
static gboolean
check_filters (const char *state, const char *kind)
{
  HlcStateFilter filter;
  HlcOperationKind ignored;

  if (state != NULL && !hlc_state_filter_from_string (state, &filter))
    {
      hlc_command_fail (HLC_EXIT_USAGE,
                        _ ("“%s” is no state: all, pending, completed, approved, denied or responded."),
                        state);
      return FALSE;
    }

  if (kind != NULL && !hlc_operation_kind_from_string (kind, &ignored))
    {
      hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no kind: function_call or human_contact."), kind);
      return FALSE;
    }

  return TRUE;
}

/* `list`: operations, the newest first. */
int
hlc_command_list (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { .limit = HLC_COMMAND_DEFAULT_LIMIT };
  g_autofree char *state = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *run_id = NULL;
  g_autofree char *search = NULL;
  g_autoptr (GString) path = g_string_new ("/operations");
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_STRING, &state,
      N_ ("Only those that are pending, completed, approved, denied or responded"), N_ ("STATE") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_ ("Only function_call or human_contact"), N_ ("KIND") },
    { "run-id", 0, 0, G_OPTION_ARG_STRING, &run_id, N_ ("Only those of one agent run"), N_ ("RUN_ID") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_ ("Only those that hold these beginnings of words"),
      N_ ("WORDS") },
    HLC_COMMAND_LIMIT_ENTRY (query),
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0) || !check_filters (state, kind) ||
      !hlc_command_query_check (&query))
    return HLC_EXIT_USAGE;

  hlc_instance_client_append_query (path, "state", g_strcmp0 (state, "all") == 0 ? NULL : state);
  hlc_instance_client_append_query (path, "kind", kind);
  hlc_instance_client_append_query (path, "run_id", run_id);
  hlc_instance_client_append_query (path, "q", search);
  hlc_command_query_append_limit (&query, path);
  return hlc_command_query_run (&query, path->str, print_operations);
}

/* `show`: one operation, whole. */
int
hlc_command_show (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autoptr (GString) path = g_string_new ("/operations/");
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  g_string_append_uri_escaped (path, argv[1], NULL, FALSE);
  return hlc_command_query_run (&query, path->str, hlc_command_print_operation);
}
