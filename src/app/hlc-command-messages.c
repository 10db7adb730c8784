/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-message.h"

#include <glib/gi18n.h>

#include "hlc-command-body.h"
#include "hlc-command-output.h"
#include "hlc-message.h"

static void
add_row (HlcTextTable *table, HlcJsonValue message)
{
  g_autofree char *id = hlc_command_dup_member (message, "id");
  g_autofree char *state = hlc_command_dup_member (message, "state");
  g_autofree char *created_at = hlc_command_dup_local_time (message, "created_at");
  g_autofree char *event_type = hlc_command_dup_member (message, "event_type");
  g_autofree char *call_id = hlc_command_dup_member (message, "call_id");
  g_autofree char *status = hlc_command_dup_member (message, "last_status");
  g_autofree char *error = hlc_command_dup_member (message, "last_error");
  const char *cells[] = { hlc_command_or_dash (id),
                          hlc_command_or_dash (state),
                          hlc_command_or_dash (created_at),
                          hlc_command_or_dash (event_type),
                          hlc_command_or_dash (call_id),
                          hlc_command_or_dash (error != NULL ? error : status),
                          NULL };

  hlc_text_table_add_row (table, cells);
}

static void
print_messages (HlcJsonValue root)
{
  const char *titles[] = { _ ("ID"), _ ("STATE"), _ ("MADE"), _ ("EVENT"), _ ("CALL ID"), _ ("LAST"), NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);

  hlc_text_table_keep_whole (table, 0);
  hlc_text_table_keep_whole (table, 2);
  hlc_command_print_items (root, table, add_row);
}

/* What became of an attempt, or what it waits for: "2026-01-31 12:00:00  answered 200, after 12 ms". */
static char *
dup_outcome (HlcJsonValue attempt)
{
  g_autofree char *state = hlc_command_dup_member (attempt, "state");
  g_autofree char *status = hlc_command_dup_member (attempt, "http_status");
  g_autofree char *error = hlc_command_dup_member (attempt, "error");
  g_autofree char *duration = hlc_command_dup_member (attempt, "duration_ms");
  g_autofree char *started_at = hlc_command_dup_local_time (attempt, "started_at");
  g_autofree char *due_at = hlc_command_dup_local_time (attempt, "due_at");
  g_autofree char *outcome = NULL;

  if (g_strcmp0 (state, "waiting") == 0)
    /* Translators: a date and time. */
    return g_strdup_printf (_ ("waits until %s"), hlc_command_or_dash (due_at));
  if (g_strcmp0 (state, "cancelled") == 0)
    return g_strdup (_ ("cancelled before it was made"));

  outcome =
      error != NULL ? g_strdup (error) : g_strdup_printf (_ ("answered %s"), hlc_command_or_dash (status));
  /* Translators: a time, what came of the attempt, and how long it took. */
  return g_strdup_printf (_ ("%s  %s, after %s ms"), hlc_command_or_dash (started_at), outcome,
                          hlc_command_or_dash (duration));
}

static void
print_attempt (HlcJsonValue attempt)
{
  g_autofree char *number = hlc_command_dup_member (attempt, "number");
  /* Translators: a number; the spaces indent the heading. */
  g_autofree char *heading = g_strdup_printf (_ ("  Attempt %s"), hlc_command_or_dash (number));
  g_autofree char *outcome = dup_outcome (attempt);

  hlc_command_print_field (heading, outcome);
}

/* Where a name really led to: told where that changes. */
static void
print_address (HlcJsonValue attempt, char **address)
{
  g_autofree char *used = hlc_command_dup_member (attempt, "address");

  if (used == NULL || g_strcmp0 (used, *address) == 0)
    return;

  hlc_command_print_field (_ ("Address"), used);
  g_free (*address);
  *address = g_steal_pointer (&used);
}

/* @attempts: (element-type HlcJsonValue): all at one place. What it answered is shown where it last did not take it. */
static void
print_destination (GArray *attempts)
{
  HlcJsonValue first = g_array_index (attempts, HlcJsonValue, 0);
  g_autofree char *url = hlc_command_dup_member (first, "url");
  g_autofree char *endpoint_id = hlc_command_dup_member (first, "endpoint_id");
  g_autofree char *address = NULL;
  guint last_failed = G_MAXUINT;

  g_print ("\n");
  hlc_command_print_field (C_ ("message", "To"), url);
  hlc_command_print_field (_ ("Endpoint"), endpoint_id);
  for (guint i = 0; i < attempts->len; i++)
    {
      HlcJsonValue attempt = g_array_index (attempts, HlcJsonValue, i);
      g_autofree char *state = hlc_command_dup_member (attempt, "state");

      print_address (attempt, &address);
      print_attempt (attempt);
      if (g_strcmp0 (state, "failed") == 0)
        last_failed = i;
    }

  if (last_failed != G_MAXUINT)
    hlc_command_print_body (g_array_index (attempts, HlcJsonValue, last_failed), "response_body_base64",
                            _ ("Its last answer"));
}

/* An endpoint, or a URL of its own: the one has no colon, the other has. */
static char *
dup_destination (HlcJsonValue attempt)
{
  char *endpoint_id = hlc_command_dup_member (attempt, "endpoint_id");

  return endpoint_id != NULL ? endpoint_id : hlc_command_dup_member (attempt, "url");
}

/* By destination, in the order in which each got its first attempt. */
static void
print_attempts (HlcJsonValue list)
{
  g_autoptr (GPtrArray) destinations = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  HlcJsonValue attempt;
  HlcJsonIter iter;

  hlc_json_iter_init (&iter, list);
  while (hlc_json_iter_next (&iter, NULL, &attempt))
    {
      g_autofree char *destination = dup_destination (attempt);
      GArray *attempts;

      if (destination == NULL)
        continue;

      attempts = g_hash_table_lookup (found, destination);
      if (attempts == NULL)
        {
          attempts = g_array_new (FALSE, FALSE, sizeof (HlcJsonValue));
          g_ptr_array_add (destinations, attempts);
          g_hash_table_insert (found, g_steal_pointer (&destination), attempts);
        }
      g_array_append_val (attempts, attempt);
    }

  for (guint i = 0; i < destinations->len; i++)
    print_destination (g_ptr_array_index (destinations, i));
}

/*< private >
 * hlc_command_print_message:
 * @message: a message of the console's interfaces
 *
 * Prints one message and its attempts, the first one first.
 */
void
hlc_command_print_message (HlcJsonValue message)
{
  const struct
  {
    const char *title;
    const char *name;
  } fields[] = {
    { _ ("Message"), "id" },          { _ ("State"), "state" },     { _ ("Event"), "event_type" },
    { _ ("Title"), "title" },         { _ ("Call id"), "call_id" }, { _ ("Delivery"), "delivery_id" },
    { _ ("Attempts"), "n_attempts" },
  };
  g_autofree char *created_at = hlc_command_dup_local_time (message, "created_at");
  g_autofree char *next_at = hlc_command_dup_local_time (message, "next_at");
  HlcJsonValue attempts;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = hlc_command_dup_member (message, fields[i].name);

      hlc_command_print_field (fields[i].title, value);
    }
  hlc_command_print_field (_ ("Made"), created_at);
  hlc_command_print_field (_ ("Next attempt"), next_at);

  if (hlc_json_value_get_member (message, "attempts", &attempts) &&
      hlc_json_value_get_type (attempts) == HLC_JSON_ARRAY)
    print_attempts (attempts);
}

/* `messages`: what was sent or will be, the newest first. */
int
hlc_command_messages (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { .limit = HLC_COMMAND_DEFAULT_LIMIT };
  g_autofree char *state = NULL;
  g_autofree char *call_id = NULL;
  g_autofree char *endpoint_id = NULL;
  g_autofree char *search = NULL;
  g_autoptr (GString) path = g_string_new (HLC_MESSAGES_PATH);
  HlcMessageState ignored;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_STRING, &state,
      N_ ("Only those that are pending, delivered, failed or unsent"), N_ ("STATE") },
    { "call-id", 0, 0, G_OPTION_ARG_STRING, &call_id, N_ ("Only those about one operation"), N_ ("CALL_ID") },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &endpoint_id, N_ ("Only those to one endpoint"), N_ ("ID") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search,
      N_ ("Only those with this in their id, event type, call id or title"), N_ ("TEXT") },
    HLC_COMMAND_LIMIT_ENTRY (query),
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0) || !hlc_command_query_check (&query))
    return HLC_EXIT_USAGE;

  if (state != NULL && !hlc_message_state_from_string (state, &ignored))
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no state: pending, delivered, failed or unsent."),
                             state);

  hlc_instance_client_append_query (path, "state", state);
  hlc_instance_client_append_query (path, "call_id", call_id);
  hlc_instance_client_append_query (path, "endpoint_id", endpoint_id);
  hlc_instance_client_append_query (path, "q", search);
  hlc_command_query_append_limit (&query, path);
  return hlc_command_query_run (&query, path->str, print_messages);
}

/* `message`: one message, whole, with what became of each attempt. */
int
hlc_command_message (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autoptr (GString) path = g_string_new (HLC_MESSAGES_PATH "/");
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  g_string_append_uri_escaped (path, argv[1], NULL, FALSE);
  return hlc_command_query_run (&query, path->str, hlc_command_print_message);
}

/* `resend`: makes another attempt, signed afresh under the same id. */
int
hlc_command_resend (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *to = NULL;
  g_autoptr (GString) path = g_string_new (HLC_MESSAGES_PATH "/");
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) body = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Only to this endpoint; without, to where it went before"),
      N_ ("ENDPOINT") },
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "to", to);
  hlc_json_writer_end_object (writer);
  body = hlc_json_writer_finish (writer);
  g_string_append_uri_escaped (path, argv[1], NULL, FALSE);
  g_string_append (path, "/resend");
  return hlc_command_query_send (&query, "POST", path->str, body, hlc_command_print_message);
}
