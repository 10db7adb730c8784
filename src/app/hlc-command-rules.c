/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>

#include "hlc-command-body.h"
#include "hlc-command-output.h"
#include "hlc-command-query.h"
#include "hlc-forward-rule.h"

#define RULES_PATH "/rules"

/* In one word: what a person looks for in a list. */
static const char *
get_state (HlcJsonValue rule)
{
  const struct
  {
    const char *member;
    const char *value;
    const char *word;
  } words[] = {
    { "enabled", "false", C_ ("rule", "disabled") },
    { "is_asking", "true", _ ("asks: release") },
    { "is_down", "true", _ ("handler down") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *value = hlc_command_dup_member (rule, words[i].member);

      if (g_strcmp0 (value, words[i].value) == 0)
        return words[i].word;
    }

  return C_ ("rule", "enabled");
}

/* What is forwarded: "function_call.completed, /webhook/inbound". */
static char *
dup_conditions (HlcJsonValue rule)
{
  static const char *const members[] = { "event_type", "path", "run_id" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *value = hlc_command_dup_member (rule, members[i]);

      if (value != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", value);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (C_ ("forwards", "everything"));
}

static void
add_row (HlcTextTable *table, HlcJsonValue rule)
{
  g_autofree char *id = hlc_command_dup_member (rule, "id");
  g_autofree char *conditions = dup_conditions (rule);
  g_autofree char *endpoint_id = hlc_command_dup_member (rule, "endpoint_id");
  g_autofree char *mode = hlc_command_dup_member (rule, "mode");
  g_autofree char *ordered = hlc_command_dup_member (rule, "ordered");
  g_autofree char *waiting = hlc_command_dup_member (rule, "waiting");
  const char *cells[] = { hlc_command_or_dash (id),
                          get_state (rule),
                          conditions,
                          hlc_command_or_dash (endpoint_id),
                          hlc_command_or_dash (mode),
                          g_strcmp0 (ordered, "true") == 0 ? C_ ("order", "in order") : C_ ("order", "any"),
                          hlc_command_or_dash (waiting),
                          NULL };

  hlc_text_table_add_row (table, cells);
}

static HlcTextTable *
make_table (void)
{
  const char *titles[] = { _ ("ID"),   _ ("STATE"), _ ("FORWARDS"), _ ("TO"),
                           _ ("MODE"), _ ("ORDER"), _ ("WAITING"),  NULL };

  HlcTextTable *table = hlc_text_table_new (titles);

  hlc_text_table_keep_whole (table, 3);
  return table;
}

static void
print_rules (HlcJsonValue root)
{
  g_autoptr (HlcTextTable) table = make_table ();

  hlc_command_print_items (root, table, add_row);
}

static void
print_rule (HlcJsonValue rule)
{
  g_autoptr (HlcTextTable) table = make_table ();

  add_row (table, rule);
  hlc_command_print_table (table);
}

static void
print_removed (HlcJsonValue root)
{
  g_autofree char *id = hlc_command_dup_member (root, "removed");

  hlc_command_print_field (C_ ("rule", "Removed"), id);
}

/* The path of a rule, or NULL after saying that there can be none of that name. */
static char *
make_path (const char *typed, const char *action)
{
  gint64 id = 0;

  if (hlc_command_parse_number (typed, &id))
    return g_strdup_printf (RULES_PATH "/%" G_GINT64_FORMAT "%s", id, action);

  hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no rule: “humanlayer-console rules list” lists them."),
                    typed);
  return NULL;
}

static int
list_rules (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_query_plain (command, argc, argv, "GET", RULES_PATH, print_rules);
}

/** What `rules add` was told, as typed. */
typedef struct
{
  HlcCommandQuery query;
  char *to;
  char *event_type;
  char *path;
  char *run_id;
  gboolean is_resigned;
  gboolean is_unordered;
  int backlog_limit;
} RuleArguments;

static void
rule_arguments_clear (RuleArguments *self)
{
  hlc_command_query_clear (&self->query);
  g_free (self->to);
  g_free (self->event_type);
  g_free (self->path);
  g_free (self->run_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RuleArguments, rule_arguments_clear)

static GBytes *
make_rule (const RuleArguments *arguments)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "endpoint_id", arguments->to);
  hlc_command_write_text (writer, "event_type", arguments->event_type);
  hlc_command_write_text (writer, "path", arguments->path);
  hlc_command_write_text (writer, "run_id", arguments->run_id);
  hlc_command_write_text (writer, "mode", arguments->is_resigned ? "resign" : "original");
  hlc_json_writer_name (writer, "ordered");
  hlc_json_writer_boolean (writer, !arguments->is_unordered);
  hlc_json_writer_name (writer, "backlog_limit");
  hlc_json_writer_int (writer, arguments->backlog_limit);
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

static int
add_rule (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (RuleArguments) arguments = { .backlog_limit = HLC_FORWARD_BACKLOG_LIMIT };
  g_autoptr (GBytes) body = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &arguments.to, N_ ("Forward to this endpoint"), N_ ("ENDPOINT") },
    { "event-type", 0, 0, G_OPTION_ARG_STRING, &arguments.event_type, N_ ("Only events of this type"),
      N_ ("EVENT_TYPE") },
    { "path", 0, 0, G_OPTION_ARG_STRING, &arguments.path,
      N_ ("Only what came to this path; one that ends in * stands for all that begin so"), N_ ("PATH") },
    { "run-id", 0, 0, G_OPTION_ARG_STRING, &arguments.run_id, N_ ("Only what is about one agent run"),
      N_ ("RUN_ID") },
    { "resign", 0, 0, G_OPTION_ARG_NONE, &arguments.is_resigned,
      N_ ("Sign with the endpoint’s secret; without, the original signature goes on"), NULL },
    { "unordered", 0, 0, G_OPTION_ARG_NONE, &arguments.is_unordered,
      N_ ("Several at once; without, one after the other as they came"), NULL },
    { "backlog-limit", 0, 0, G_OPTION_ARG_INT, &arguments.backlog_limit,
      N_ ("Ask first where more than N wait once the handler is back (100)"), N_ ("N") },
    HLC_COMMAND_QUERY_ENTRIES (arguments.query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0))
    return HLC_EXIT_USAGE;

  if (arguments.to == NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” needs --to ENDPOINT."), command->name);

  body = make_rule (&arguments);
  return hlc_command_query_send (&arguments.query, "POST", RULES_PATH, body, print_rule);
}

/* One rule, to which nothing more needs to be said. */
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
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  path = make_path (argv[1], "");
  if (path == NULL)
    return HLC_EXIT_USAGE;

  return hlc_command_query_send (&query, method, path, body, print_answer);
}

static int
enable_rule (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return send_plain (command, "PATCH", "{\"enabled\":true}", print_rule, argc, argv);
}

static int
disable_rule (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return send_plain (command, "PATCH", "{\"enabled\":false}", print_rule, argc, argv);
}

static int
remove_rule (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return send_plain (command, "DELETE", NULL, print_removed, argc, argv);
}

static int
release_rule (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *path = NULL;
  HlcRelease ignored;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 2, 2))
    return HLC_EXIT_USAGE;

  if (!hlc_release_from_string (argv[2], &ignored))
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is not all, newest or discard."), argv[2]);

  path = make_path (argv[1], "/release");
  if (path == NULL)
    return HLC_EXIT_USAGE;

  writer = hlc_json_writer_new ();
  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "what", argv[2]);
  hlc_json_writer_end_object (writer);
  body = hlc_json_writer_finish (writer);
  return hlc_command_query_send (&query, "POST", path, body, print_rule);
}

static const HlcCommand nested[] = {
  { "rules list", NULL, N_ ("List the rules that forward received webhooks"), list_rules },
  { "rules add", NULL, N_ ("Forward received webhooks to an endpoint by themselves"), add_rule },
  { "rules enable", "ID", N_ ("Forward again"), enable_rule },
  { "rules disable", "ID", N_ ("Forward nothing until it is enabled"), disable_rule },
  { "rules remove", "ID", N_ ("Remove a rule"), remove_rule },
  { "rules release", "ID all|newest|discard",
    N_ ("Say what becomes of what waited while the handler was down"), release_rule },
};

/* `rules`: what is forwarded by itself. */
int
hlc_command_rules (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_run_nested (command, nested, G_N_ELEMENTS (nested), open_window, argc, argv);
}
