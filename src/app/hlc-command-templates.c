/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-command-drafts.h"
#include "hlc-command-output.h"
#include "hlc-import.h"
#include "hlc-json-writer.h"
#include "hlc-payload.h"
#include "hlc-template-folder.h"
#include "hlc-template-shipped.h"

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

static void
write_template (HlcJsonWriter *writer, HlcTemplate *template)
{
  g_autoptr (GPtrArray) values = hlc_template_list_values (template);

  hlc_json_writer_begin_object (writer);
  write_text (writer, "name", template->name);
  write_text (writer, "title", template->title);
  write_text (writer, "description", template->description);
  write_text (writer, "kind", hlc_template_kind_to_string (template->kind));
  hlc_json_writer_name (writer, "steps");
  hlc_json_writer_int (writer, template->n_steps);
  write_text (writer, "event_type", template->event_type);
  hlc_json_writer_name (writer, "shipped");
  hlc_json_writer_boolean (writer, template->is_shipped);
  hlc_json_writer_name (writer, "values");
  hlc_json_writer_begin_object (writer);
  for (guint i = 0; i < values->len; i++)
    {
      const HlcTemplateValue *value = g_ptr_array_index (values, i);

      write_text (writer, value->name, value->text);
    }
  hlc_json_writer_end_object (writer);
  hlc_json_writer_end_object (writer);
}

static void
print_list_json (GPtrArray *list, GPtrArray *damaged)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "items");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < list->len; i++)
    write_template (writer, g_ptr_array_index (list, i));
  hlc_json_writer_end_array (writer);
  hlc_json_writer_name (writer, "damaged");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < damaged->len; i++)
    {
      const HlcTemplateDamage *damage = g_ptr_array_index (damaged, i);

      hlc_json_writer_begin_object (writer);
      write_text (writer, "file", damage->file);
      write_text (writer, "reason", damage->reason);
      hlc_json_writer_end_object (writer);
    }
  hlc_json_writer_end_array (writer);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_command_print_json (json);
}

static char *
dup_what (HlcTemplate *template)
{
  if (template->kind == HLC_TEMPLATE_EVENT)
    return g_strdup (template->event_type);

  return g_strdup_printf (ngettext ("%'u operation", "%'u operations", template->n_steps), template->n_steps);
}

static void
print_list (GPtrArray *list, GPtrArray *damaged)
{
  const char *titles[] = { _ ("NAME"), _ ("MAKES"), _ ("WHOSE"), _ ("TITLE"), NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);

  for (guint i = 0; i < list->len; i++)
    {
      HlcTemplate *template = g_ptr_array_index (list, i);
      g_autofree char *what = dup_what (template);
      const char *cells[] = { template->name, what,
                              template->is_shipped ? C_ ("template", "shipped") : C_ ("template", "own"),
                              template->title, NULL };

      hlc_text_table_add_row (table, cells);
    }
  hlc_command_print_table (table);

  for (guint i = 0; i < damaged->len; i++)
    {
      const HlcTemplateDamage *damage = g_ptr_array_index (damaged, i);

      g_printerr ("%s: %s\n", damage->file, damage->reason);
    }
}

static int
list_templates (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) damaged = NULL;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0))
    return HLC_EXIT_USAGE;

  folder = hlc_command_dup_template_folder (&query);
  list = hlc_template_list_shipped ();
  own = hlc_template_folder_list (folder, &damaged);
  for (guint i = 0; i < own->len; i++)
    g_ptr_array_add (list, hlc_template_ref (g_ptr_array_index (own, i)));

  if (query.json)
    print_list_json (list, damaged);
  else
    print_list (list, damaged);
  return HLC_EXIT_DONE;
}

static int
show_template (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *folder = NULL;
  g_autofree char *what = NULL;
  g_autoptr (HlcTemplate) template = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  folder = hlc_command_dup_template_folder (&query);
  template = hlc_template_folder_find (folder, argv[1], &error);
  if (template == NULL)
    return hlc_command_fail (HLC_EXIT_FAILED, "%s", error->message);

  if (query.json)
    {
      hlc_command_print_json (template->json);
      return HLC_EXIT_DONE;
    }

  what = dup_what (template);
  hlc_command_print_field (_ ("Template"), template->name);
  hlc_command_print_field (_ ("Title"), template->title);
  hlc_command_print_field (_ ("Description"), *template->description != '\0' ? template->description : NULL);
  hlc_command_print_field (C_ ("template", "Makes"), what);
  hlc_command_print_json_block (C_ ("template", "Text"), template->json);
  return HLC_EXIT_DONE;
}

/* The template that is made of an operation which the running console holds. */
static HlcTemplate *
make_from_operation (const HlcCommandQuery *query,
                     const char *name,
                     const char *title,
                     const char *call_id,
                     HlcExit *status,
                     GError **error)
{
  g_autofree char *data_dir = hlc_command_query_dup_data_dir (query);
  g_autoptr (GString) path = g_string_new ("/operations/");
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autoptr (HlcOperation) operation = NULL;

  g_string_append_uri_escaped (path, call_id, NULL, FALSE);
  *status = hlc_instance_client_get (data_dir, path->str, &answer, error);
  if (*status != HLC_EXIT_DONE)
    return NULL;

  *status = HLC_EXIT_FAILED;
  document = hlc_json_document_new (answer, NULL, error);
  if (document != NULL)
    operation = hlc_operation_new_from_json (hlc_json_document_get_root (document), error);

  return operation != NULL ? hlc_template_new_from_operation (name, title, operation, error) : NULL;
}

/* The template that is made of what a text was found to be. */
static HlcTemplate *
make_from_import (const char *name, const char *title, const HlcImport *import, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  const HlcImportItem *first = g_ptr_array_index (import->items, 0);

  for (guint i = 0; i < import->items->len; i++)
    {
      const HlcImportItem *item = g_ptr_array_index (import->items, i);

      if (item->operation != NULL)
        g_ptr_array_add (drafts, item->operation);
    }

  if (drafts->len > 0)
    return hlc_template_new_from_drafts (name, title != NULL ? title : first->title, drafts, error);
  if (first->event != NULL)
    return hlc_template_new_from_event (name, title != NULL ? title : first->title, first->event, error);

  g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("This makes no template: %s"), import->sentence);
  return NULL;
}

/* A file may be a template, or anything that `import` understands. */
static HlcTemplate *
make_from_file (const char *name, const char *title, const char *path, GError **error)
{
  g_autoptr (GBytes) text = hlc_command_read_input (path, error);
  g_autoptr (HlcImport) import = NULL;

  if (text == NULL)
    return NULL;

  import = hlc_import_read (text, NULL);
  return import != NULL ? make_from_import (name, title, import, error)
                        : hlc_template_new (name, text, error);
}

static int
save_template (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *from = NULL;
  g_autofree char *title = NULL;
  g_autofree char *folder = NULL;
  gboolean replace = FALSE;
  g_autoptr (HlcTemplate) template = NULL;
  g_autoptr (GError) error = NULL;
  HlcExit status = HLC_EXIT_FAILED;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("Make it of an operation of the running console"),
      N_ ("CALL_ID") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_ ("What people read in lists"), N_ ("TEXT") },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, N_ ("Take the place of one of the same name"), NULL },
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, from != NULL ? 1 : 2))
    return HLC_EXIT_USAGE;

  template = from != NULL ? make_from_operation (&query, argv[1], title, from, &status, &error)
                          : make_from_file (argv[1], title, argc > 2 ? argv[2] : NULL, &error);
  folder = hlc_command_dup_template_folder (&query);
  if (template == NULL || !hlc_template_folder_save (folder, template, replace, &error))
    return hlc_command_fail (status, "%s", error->message);

  hlc_command_print_field (C_ ("template", "Saved"), template->name);
  return HLC_EXIT_DONE;
}

static int
remove_template (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  folder = hlc_command_dup_template_folder (&query);
  if (!hlc_template_folder_remove (folder, argv[1], &error))
    return hlc_command_fail (HLC_EXIT_FAILED, "%s", error->message);

  hlc_command_print_field (C_ ("template", "Removed"), argv[1]);
  return HLC_EXIT_DONE;
}

static int
rename_template (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 2, 2))
    return HLC_EXIT_USAGE;

  folder = hlc_command_dup_template_folder (&query);
  if (!hlc_template_folder_rename (folder, argv[1], argv[2], &error))
    return hlc_command_fail (HLC_EXIT_FAILED, "%s", error->message);

  hlc_command_print_field (C_ ("template", "Renamed"), argv[2]);
  return HLC_EXIT_DONE;
}

static const HlcCommand nested[] = {
  { "templates list", NULL, N_ ("List the templates of operations and events"), list_templates },
  { "templates show", "NAME", N_ ("Show one template"), show_template },
  { "templates fill", "NAME", N_ ("Print what a template makes, with its values in place"),
    hlc_command_fill_template },
  { "templates save", "NAME [FILE]", N_ ("Keep a template: from a file, or made of an operation"),
    save_template },
  { "templates remove", "NAME", N_ ("Remove a template of one’s own"), remove_template },
  { "templates rename", "NAME NEW_NAME", N_ ("Rename a template of one’s own"), rename_template },
};

/* `templates`: what operations and events are made of. */
int
hlc_command_templates (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_run_nested (command, nested, G_N_ELEMENTS (nested), open_window, argc, argv);
}
