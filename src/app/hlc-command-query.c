/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-query.h"

#include <glib/gi18n.h>

#include "hlc-command-output.h"
#include "hlc-data-dir.h"

/**
 * hlc_command_query_clear:
 * @self: a query
 *
 * Frees what the options hold.
 */
void
hlc_command_query_clear (HlcCommandQuery *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->data_dir, g_free);
}

/**
 * hlc_command_query_check:
 * @self: a query for a list
 *
 * Says what is wrong with the options.
 *
 * Returns: %FALSE for wrong usage
 */
gboolean
hlc_command_query_check (const HlcCommandQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->limit >= 1 && self->limit <= HLC_COMMAND_MAX_LIMIT)
    return TRUE;

  hlc_command_fail (HLC_EXIT_USAGE, _ ("--limit takes a number from 1 to %d."), HLC_COMMAND_MAX_LIMIT);
  return FALSE;
}

/**
 * hlc_command_query_append_limit:
 * @self: a query for a list
 * @path: the request's path
 */
void
hlc_command_query_append_limit (const HlcCommandQuery *self, GString *path)
{
  g_autofree char *limit = NULL;

  g_return_if_fail (self != NULL);

  limit = g_strdup_printf ("%d", self->limit);
  hlc_instance_client_append_query (path, "limit", limit);
}

/**
 * hlc_command_query_run:
 * @self: a query
 * @path: what is asked, below `/console/v1`
 * @print_answer: prints the answer for people
 *
 * Asks the running console and prints what it answers.
 *
 * Returns: an #HlcExit
 */
int
hlc_command_query_run (const HlcCommandQuery *self, const char *path, HlcPrintAnswer print_answer)
{
  return hlc_command_query_send (self, "GET", path, NULL, print_answer);
}

/**
 * hlc_command_query_send:
 * @self: a query
 * @method: the HTTP method
 * @path: what is told, below `/console/v1`
 * @body: (nullable): a JSON text
 * @print_answer: prints the answer for people
 *
 * Tells the running console to do something and prints what it answers.
 *
 * Returns: an #HlcExit
 */
int
hlc_command_query_send (const HlcCommandQuery *self,
                        const char *method,
                        const char *path,
                        GBytes *body,
                        HlcPrintAnswer print_answer)
{
  g_autofree char *data_dir = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  HlcExit status;

  g_return_val_if_fail (self != NULL, HLC_EXIT_FAILED);

  data_dir = hlc_command_query_dup_data_dir (self);
  status = hlc_instance_client_send (data_dir, method, path, body, &answer, &error);
  if (status != HLC_EXIT_DONE)
    return hlc_command_fail (status, "%s", error->message);

  return hlc_command_query_print (self, answer, print_answer);
}

/**
 * hlc_command_query_plain:
 * @command: a subcommand that takes nothing but the options of every question
 * @argc, @argv: what was typed
 * @method: the HTTP method; nothing is sent with it
 * @path: what is asked, below `/console/v1`
 * @print_answer: prints the answer for people
 *
 * Reads what was typed, asks the running console and prints what it answers.
 *
 * Returns: an #HlcExit
 */
int
hlc_command_query_plain (const HlcCommand *command,
                         int argc,
                         char **argv,
                         const char *method,
                         const char *path,
                         HlcPrintAnswer print_answer)
{
  g_auto (HlcCommandQuery) query = { 0 };
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0))
    return HLC_EXIT_USAGE;

  return hlc_command_query_send (&query, method, path, NULL, print_answer);
}

/**
 * hlc_command_query_print:
 * @self: a query
 * @answer: what the console answered
 * @print_answer: prints the answer for people
 *
 * Prints an answer: its bytes with `--json`, else what @print_answer makes of it.
 *
 * Returns: an #HlcExit
 */
int
hlc_command_query_print (const HlcCommandQuery *self, GBytes *answer, HlcPrintAnswer print_answer)
{
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (self != NULL && answer != NULL, HLC_EXIT_FAILED);

  if (self->json)
    {
      hlc_command_print_json (answer);
      return HLC_EXIT_DONE;
    }

  document = hlc_json_document_new (answer, NULL, &error);
  if (document == NULL)
    return hlc_command_fail (HLC_EXIT_FAILED, _ ("The console’s answer cannot be read: %s"), error->message);

  print_answer (hlc_json_document_get_root (document));
  return HLC_EXIT_DONE;
}

/**
 * hlc_command_query_dup_data_dir:
 * @self: a query
 *
 * Returns: (transfer full) (type filename): the data directory whose console is meant
 */
char *
hlc_command_query_dup_data_dir (const HlcCommandQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->data_dir != NULL ? g_strdup (self->data_dir) : hlc_data_dir_dup_default ();
}

/**
 * hlc_command_print_items:
 * @root: an answer of `{items, next}`
 * @table: the table that is filled and printed
 * @add_row: adds one item
 *
 * Prints a list, and on standard error whether there is more.
 */
void
hlc_command_print_items (HlcJsonValue root, HlcTextTable *table, HlcAddRow add_row)
{
  HlcJsonValue items;
  HlcJsonValue name;
  HlcJsonValue item;
  HlcJsonValue next;
  HlcJsonIter iter;

  if (hlc_json_value_get_member (root, "items", &items) && hlc_json_value_get_type (items) == HLC_JSON_ARRAY)
    {
      hlc_json_iter_init (&iter, items);
      while (hlc_json_iter_next (&iter, &name, &item))
        add_row (table, item);
    }

  if (hlc_text_table_get_n_rows (table) == 0)
    {
      g_printerr ("%s\n", _ ("Nothing yet."));
      return;
    }

  hlc_command_print_table (table);
  if (hlc_json_value_get_member (root, "next", &next) && hlc_json_value_get_type (next) != HLC_JSON_NULL)
    g_printerr ("%s\n", _ ("There is more: raise --limit."));
}
