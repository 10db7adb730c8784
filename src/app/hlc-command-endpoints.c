/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-endpoint.h"

#include <glib/gi18n.h>

#include "hlc-clock.h"
#include "hlc-command-body.h"
#include "hlc-command-output.h"
#include "hlc-since.h"

/* The elements of an array of strings, separated by commas; "all" where there are none. */
static char *
dup_events (HlcJsonValue endpoint)
{
  g_autoptr (GString) text = g_string_new (NULL);
  HlcJsonValue events;
  HlcJsonValue event;
  HlcJsonIter iter;

  if (hlc_json_value_get_member (endpoint, "events", &events) &&
      hlc_json_value_get_type (events) == HLC_JSON_ARRAY)
    {
      hlc_json_iter_init (&iter, events);
      while (hlc_json_iter_next (&iter, NULL, &event))
        {
          g_autofree char *name = hlc_json_value_dup_string (event, NULL);

          g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
        }
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (C_ ("event types", "all"));
}

/* In one word: what a person looks for in a list. */
static const char *
get_state (HlcJsonValue endpoint)
{
  g_autofree char *enabled = hlc_command_dup_member (endpoint, "enabled");
  g_autofree char *failing_since = hlc_command_dup_member (endpoint, "failing_since");

  if (g_strcmp0 (enabled, "true") != 0)
    return C_ ("endpoint", "disabled");

  return failing_since != NULL ? C_ ("endpoint", "failing") : C_ ("endpoint", "enabled");
}

/* What became of the newest attempt, or NULL. */
static char *
dup_last (HlcJsonValue endpoint)
{
  g_autofree char *status = hlc_command_dup_member (endpoint, "last_status");
  g_autofree char *error = hlc_command_dup_member (endpoint, "last_error");

  return error != NULL ? g_steal_pointer (&error) : g_steal_pointer (&status);
}

static void
add_row (HlcTextTable *table, HlcJsonValue endpoint)
{
  g_autofree char *id = hlc_command_dup_member (endpoint, "id");
  g_autofree char *url = hlc_command_dup_member (endpoint, "url");
  g_autofree char *events = dup_events (endpoint);
  g_autofree char *body_version = hlc_command_dup_member (endpoint, "body_version");
  g_autofree char *waiting = hlc_command_dup_member (endpoint, "waiting");
  g_autofree char *last = dup_last (endpoint);
  const char *cells[] = { hlc_command_or_dash (id),           get_state (endpoint),
                          hlc_command_or_dash (url),          events,
                          hlc_command_or_dash (body_version), hlc_command_or_dash (waiting),
                          hlc_command_or_dash (last),         NULL };

  hlc_text_table_add_row (table, cells);
}

static void
print_endpoints (HlcJsonValue root)
{
  const char *titles[] = { _ ("ID"),   _ ("STATE"),   _ ("URL"),  _ ("EVENTS"),
                           _ ("BODY"), _ ("WAITING"), _ ("LAST"), NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);

  hlc_text_table_keep_whole (table, 0);
  hlc_command_print_items (root, table, add_row);
}

/*< private >
 * hlc_command_print_endpoint:
 * @endpoint: an endpoint of the console's interfaces
 *
 * Prints one endpoint, and its secret where that is told.
 */
void
hlc_command_print_endpoint (HlcJsonValue endpoint)
{
  const struct
  {
    const char *title;
    const char *name;
  } fields[] = {
    { _ ("Endpoint"), "id" },
    { _ ("URL"), "url" },
    { _ ("Description"), "description" },
    { _ ("Body version"), "body_version" },
    { _ ("Header family"), "header_family" },
    { _ ("Disabled"), "disabled_reason" },
    { _ ("Waiting"), "waiting" },
  };
  const struct
  {
    const char *title;
    const char *name;
  } times[] = {
    { _ ("Made"), "created_at" },
    { _ ("Failing since"), "failing_since" },
    { _ ("Last attempt"), "last_attempt_at" },
    { _ ("Overlap until"), "secret_overlap_until" },
  };
  g_autofree char *events = dup_events (endpoint);
  g_autofree char *last = dup_last (endpoint);
  g_autofree char *secret = hlc_command_dup_member (endpoint, "secret");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = hlc_command_dup_member (endpoint, fields[i].name);

      hlc_command_print_field (fields[i].title, value);
    }
  hlc_command_print_field (_ ("State"), get_state (endpoint));
  hlc_command_print_field (_ ("Events"), events);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *time = hlc_command_dup_local_time (endpoint, times[i].name);

      hlc_command_print_field (times[i].title, time);
    }
  hlc_command_print_field (_ ("Last outcome"), last);
  hlc_command_print_field (_ ("Secret"), secret);
  hlc_command_print_headers (endpoint, "headers", _ ("Headers of its own"));
  if (secret != NULL)
    g_printerr ("%s\n", _ ("The secret is shown this once. Your handler verifies with it."));
}

/*< private >
 * hlc_command_endpoint_path:
 * @id: an endpoint's id, as typed
 * @action: (nullable): what is done to it
 *
 * Returns: (transfer full): the path below `/console/v1`
 */
GString *
hlc_command_endpoint_path (const char *id, const char *action)
{
  GString *path = g_string_new (HLC_ENDPOINTS_PATH "/");

  g_string_append_uri_escaped (path, id, NULL, FALSE);
  if (action != NULL)
    g_string_append_printf (path, "/%s", action);
  return path;
}

static int
list_endpoints (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_query_plain (command, argc, argv, "GET", HLC_ENDPOINTS_PATH, print_endpoints);
}

/* One endpoint, to which nothing more needs to be said. */
static int
send_plain (const HlcCommand *command,
            const char *method,
            const char *text,
            HlcPrintAnswer print_answer,
            int argc,
            char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;
  g_autoptr (GString) path = NULL;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  path = hlc_command_endpoint_path (argv[1], NULL);
  return hlc_command_query_send (&query, method, path->str, body, print_answer);
}

static void
print_removed (HlcJsonValue root)
{
  g_autofree char *id = hlc_command_dup_member (root, "removed");

  hlc_command_print_field (C_ ("endpoint", "Removed"), id);
}

static int
show_endpoint (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return send_plain (command, "GET", NULL, hlc_command_print_endpoint, argc, argv);
}

static int
enable_endpoint (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return send_plain (command, "PATCH", "{\"enabled\":true}", hlc_command_print_endpoint, argc, argv);
}

static int
disable_endpoint (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return send_plain (command, "PATCH", "{\"enabled\":false}", hlc_command_print_endpoint, argc, argv);
}

static int
remove_endpoint (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return send_plain (command, "DELETE", NULL, print_removed, argc, argv);
}

static int
rotate_endpoint (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *secret_file = NULL;
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GString) path = NULL;
  const GOptionEntry entries[] = {
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &secret_file,
      N_ ("Sign with the secret in FILE from now on; without, with a new one"), N_ ("FILE") },
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  hlc_json_writer_begin_object (writer);
  if (!hlc_command_write_secret (writer, secret_file))
    return HLC_EXIT_USAGE;
  hlc_json_writer_end_object (writer);
  body = hlc_json_writer_finish (writer);
  path = hlc_command_endpoint_path (argv[1], "rotate");
  return hlc_command_query_send (&query, "POST", path->str, body, hlc_command_print_endpoint);
}

static void
print_recovered (HlcJsonValue root)
{
  g_autofree char *text = hlc_command_dup_member (root, "recovered");
  gint64 count = 0;

  if (text == NULL || !hlc_command_parse_number (text, &count))
    return;

  g_print (ngettext ("%s message is sent again.\n", "%s messages are sent again.\n", (gulong) count), text);
}

static int
recover_endpoint (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *typed = NULL;
  g_autofree char *time = NULL;
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GString) path = NULL;
  gint64 since = 0;
  const GOptionEntry entries[] = {
    { "since", 0, 0, G_OPTION_ARG_STRING, &typed,
      N_ ("What failed or never went since TIME: 2h, 3d, or 2026-01-31T12:00:00Z"), N_ ("TIME") },
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  if (typed == NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” needs --since TIME."), command->name);
  if (!hlc_since_parse (typed, g_get_real_time (), &since))
    return hlc_command_fail (HLC_EXIT_USAGE,
                             _ ("“%s” is no time: write how long ago (30m, 2h, 3d) or a time as "
                                "2026-01-31T12:00:00Z."),
                             typed);

  time = hlc_time_format (since);
  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "since", time);
  hlc_json_writer_end_object (writer);
  body = hlc_json_writer_finish (writer);
  path = hlc_command_endpoint_path (argv[1], "recover");
  return hlc_command_query_send (&query, "POST", path->str, body, print_recovered);
}

static const HlcCommand nested[] = {
  { "endpoints list", NULL, N_ ("List the URLs that messages go to"), list_endpoints },
  { "endpoints add", "URL", N_ ("Send messages to a URL, and print the secret that signs them"),
    hlc_command_endpoint_add },
  { "endpoints show", "ID", N_ ("Show one endpoint"), show_endpoint },
  { "endpoints edit", "ID", N_ ("Change what is given, and leave the rest"), hlc_command_endpoint_edit },
  { "endpoints enable", "ID", N_ ("Send to it again, first what waited meanwhile"), enable_endpoint },
  { "endpoints disable", "ID", N_ ("Send nothing to it until it is enabled"), disable_endpoint },
  { "endpoints remove", "ID", N_ ("Remove it; its attempts stay in the log"), remove_endpoint },
  { "endpoints rotate", "ID", N_ ("Sign with another secret; the old one signs too for 24 hours"),
    rotate_endpoint },
  { "endpoints recover", "ID", N_ ("Send again what failed since a time"), recover_endpoint },
};

/* `endpoints`: where messages go. */
int
hlc_command_endpoints (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_run_nested (command, nested, G_N_ELEMENTS (nested), open_window, argc, argv);
}
