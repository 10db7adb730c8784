/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>

#include "hlc-command-drafts.h"
#include "hlc-command-output.h"
#include "hlc-import.h"
#include "hlc-json-writer.h"

/* What an item is called for programs. */
static const char *const TYPES[] = {
  [HLC_IMPORT_OPERATION] = "operation",
  [HLC_IMPORT_EVENT] = "event",
  [HLC_IMPORT_REQUEST] = "request",
};

/** What `import` was told, as typed. */
typedef struct
{
  HlcCommandQuery query;
  HlcCommandTarget target;
  gboolean is_dry_run;
  gboolean is_sending;
} ImportArguments;

static void
import_arguments_clear (ImportArguments *self)
{
  hlc_command_query_clear (&self->query);
  hlc_command_target_clear (&self->target);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImportArguments, import_arguments_clear)

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

static void
write_item (HlcJsonWriter *writer, const HlcImportItem *item)
{
  const HlcOperationDraft *operation = item->operation;

  hlc_json_writer_begin_object (writer);
  write_text (writer, "type", TYPES[item->type]);
  write_text (writer, "title", item->title);
  write_text (writer, "source", item->source);
  write_text (writer, "kind", operation != NULL ? hlc_operation_kind_to_string (operation->kind) : NULL);
  write_text (writer, "call_id", operation != NULL ? operation->call_id : NULL);
  write_text (writer, "event_type", item->event != NULL ? item->event->type : NULL);
  write_text (writer, "method", item->request != NULL ? item->request->method : NULL);
  write_text (writer, "url", item->request != NULL ? item->request->url : NULL);
  hlc_json_writer_end_object (writer);
}

static void
print_json (const HlcImport *import)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;

  hlc_json_writer_begin_object (writer);
  write_text (writer, "sentence", import->sentence);
  hlc_json_writer_name (writer, "items");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < import->items->len; i++)
    write_item (writer, g_ptr_array_index (import->items, i));
  hlc_json_writer_end_array (writer);
  hlc_json_writer_name (writer, "omissions");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < import->omissions->len; i++)
    {
      const HlcImportOmission *omission = g_ptr_array_index (import->omissions, i);

      hlc_json_writer_begin_object (writer);
      write_text (writer, "source", omission->source);
      write_text (writer, "reason", omission->reason);
      hlc_json_writer_end_object (writer);
    }
  hlc_json_writer_end_array (writer);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_command_print_json (json);
}

static void
print_items (const HlcImport *import)
{
  const char *titles[] = { _ ("WHAT"), _ ("CALL ID"), _ ("WHERE"), _ ("TITLE"), NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);

  g_print ("%s\n\n", import->sentence);
  for (guint i = 0; i < import->items->len; i++)
    {
      const HlcImportItem *item = g_ptr_array_index (import->items, i);
      const char *call_id = item->operation != NULL ? item->operation->call_id : NULL;
      const char *cells[] = { item->event != NULL ? item->event->type : TYPES[item->type],
                              hlc_command_or_dash (call_id), item->source, item->title, NULL };

      hlc_text_table_add_row (table, cells);
    }
  hlc_command_print_table (table);
}

/* On standard error, so that standard output is for what was asked. */
static void
print_omissions (const HlcImport *import)
{
  for (guint i = 0; i < import->omissions->len; i++)
    {
      const HlcImportOmission *omission = g_ptr_array_index (import->omissions, i);

      g_printerr ("%s%s%s\n", omission->source, *omission->source != '\0' ? ": " : "", omission->reason);
    }
}

static void
print_dry_run (const HlcCommandQuery *query, const HlcImport *import)
{
  if (query->json)
    {
      print_json (import);
      return;
    }

  print_items (import);
  print_omissions (import);
}

static void
say_passed_over (guint n_others, gboolean is_sending)
{
  if (n_others == 0)
    return;

  if (is_sending)
    g_printerr (ngettext ("%u is no event: it was passed over.\n",
                          "%u are no events: they were passed over.\n", n_others),
                n_others);
  else
    g_printerr (ngettext ("%u is to be sent and not created: it was passed over.\n",
                          "%u are to be sent and not created: they were passed over.\n", n_others),
                n_others);
}

/* An event that carries an operation is created as one; others have no operation to create. */
static int
create (const ImportArguments *arguments, const HlcImport *import)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();

  for (guint i = 0; i < import->items->len; i++)
    {
      const HlcImportItem *item = g_ptr_array_index (import->items, i);

      if (item->operation != NULL)
        g_ptr_array_add (drafts, item->operation);
    }

  say_passed_over (import->items->len - drafts->len, FALSE);
  if (drafts->len == 0)
    return hlc_command_fail (HLC_EXIT_FAILED, _ ("There is no operation in it to create."));

  return hlc_command_create_drafts (&arguments->query, drafts);
}

static int
send_events (const ImportArguments *arguments, const HlcImport *import)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (guint i = 0; i < import->items->len; i++)
    {
      const HlcImportItem *item = g_ptr_array_index (import->items, i);

      if (item->event != NULL)
        g_ptr_array_add (events, item->event);
    }

  say_passed_over (import->items->len - events->len, TRUE);
  if (events->len == 0)
    return hlc_command_fail (HLC_EXIT_FAILED, _ ("There is no event in it to send."));

  return hlc_command_send_events (&arguments->query, events, &arguments->target);
}

/* `import`: what was saved or copied elsewhere. */
int
hlc_command_import (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (ImportArguments) arguments = { 0 };
  g_autoptr (GBytes) text = NULL;
  g_autoptr (HlcImport) import = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &arguments.is_dry_run,
      N_ ("Only say what it is; needs no running console"), NULL },
    { "send", 0, 0, G_OPTION_ARG_NONE, &arguments.is_sending,
      N_ ("Send the events that it holds instead of creating operations"), NULL },
    HLC_COMMAND_TARGET_ENTRIES (arguments.target),
    HLC_COMMAND_QUERY_ENTRIES (arguments.query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  if (!arguments.is_sending && arguments.target.to != NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("--to goes with --send."));

  text = hlc_command_read_input (argv[1], &error);
  if (text == NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, "%s", error->message);

  import = hlc_import_read (text, &error);
  if (import == NULL)
    return hlc_command_fail (HLC_EXIT_FAILED, "%s", error->message);

  if (arguments.is_dry_run)
    {
      print_dry_run (&arguments.query, import);
      return HLC_EXIT_DONE;
    }

  g_printerr ("%s\n", import->sentence);
  print_omissions (import);
  return arguments.is_sending ? send_events (&arguments, import) : create (&arguments, import);
}
