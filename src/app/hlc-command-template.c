/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-command-drafts.h"
#include "hlc-command-output.h"
#include "hlc-json-writer.h"
#include "hlc-template-expand.h"
#include "hlc-template-folder.h"

#define NEXT_ID_PATH "/next_id"

/* NAME=VALUE, as typed, into @values. */
static gboolean
read_values (char **set, GHashTable *values)
{
  for (guint i = 0; set != NULL && set[i] != NULL; i++)
    {
      const char *equals = strchr (set[i], '=');

      if (equals == NULL || equals == set[i] || !g_utf8_validate (set[i], -1, NULL))
        {
          hlc_command_fail (HLC_EXIT_USAGE, _ ("--set takes NAME=VALUE in UTF-8."));
          return FALSE;
        }

      g_hash_table_insert (values, g_strndup (set[i], (gsize) (equals - set[i])), g_strdup (equals + 1));
    }

  return TRUE;
}

/* The next number of @scheme; 0 with @error set. */
static gint64
find_number (const char *data_dir, const char *scheme, HlcExit *status, GError **error)
{
  g_autoptr (GString) path = g_string_new (NEXT_ID_PATH);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcJsonValue member;
  gint64 number = 0;

  hlc_instance_client_append_query (path, "scheme", scheme);
  *status = hlc_instance_client_get (data_dir, path->str, &answer, error);
  if (*status != HLC_EXIT_DONE)
    return 0;

  *status = HLC_EXIT_FAILED;
  document = hlc_json_document_new (answer, NULL, error);
  if (document == NULL)
    return 0;

  if (!hlc_json_value_get_member (hlc_json_document_get_root (document), "number", &member) ||
      !hlc_json_value_get_int (member, &number) || number < 1)
    g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("The console’s answer cannot be read: %s"), "number");
  return number;
}

/* The numbers of the template's schemes, going on from what the console holds; NULL after saying why not. */
static GHashTable *
find_numbers (const HlcCommandQuery *query, HlcTemplate *template, GHashTable *values, HlcExit *status)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *data_dir = hlc_command_query_dup_data_dir (query);
  g_auto (GStrv) schemes = hlc_template_list_schemes (template, values);

  for (guint i = 0; schemes[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 number = find_number (data_dir, schemes[i], status, &error);

      if (number == 0)
        {
          hlc_command_fail (*status, "%s", error->message);
          return NULL;
        }
      g_hash_table_insert (numbers, g_strdup (schemes[i]), g_memdup2 (&number, sizeof number));
    }

  return g_steal_pointer (&numbers);
}

static HlcTemplate *
find_template (const HlcCommandQuery *query, const char *name)
{
  g_autofree char *folder = hlc_command_dup_template_folder (query);
  g_autoptr (GError) error = NULL;
  HlcTemplate *template = hlc_template_folder_find (folder, name, &error);

  if (template == NULL)
    /* Translators: what is wrong, as a sentence. */
    hlc_command_fail (HLC_EXIT_FAILED, _ ("%s Try “humanlayer-console templates list”."), error->message);
  return template;
}

/**
 * hlc_command_fill:
 * @name: a template's
 * @set: (nullable) (array zero-terminated=1): NAME=VALUE, as typed
 * @kind: what it must hold
 * @status: (out): an #HlcExit, where %NULL is returned
 *
 * Fills in a template; numbers go on from what the running console holds.
 *
 * Returns: (transfer full): what became of it, or %NULL after saying why not
 */
HlcTemplateOutput *
hlc_command_fill (const HlcCommandQuery *query,
                  const char *name,
                  char **set,
                  HlcTemplateKind kind,
                  HlcExit *status)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) numbers = NULL;
  g_autoptr (HlcTemplate) template = NULL;
  g_autoptr (GError) error = NULL;
  HlcTemplateInput input = { g_get_real_time (), NULL, NULL, values, NULL };
  HlcTemplateOutput *output = NULL;

  *status = HLC_EXIT_USAGE;
  if (!read_values (set, values))
    return NULL;

  *status = HLC_EXIT_FAILED;
  template = find_template (query, name);
  if (template == NULL)
    return NULL;

  if (template->kind != kind)
    {
      hlc_command_fail (HLC_EXIT_FAILED,
                        kind == HLC_TEMPLATE_EVENT
                            ? _ ("The template “%s” holds operations, which are created and not sent.")
                            : _ ("The template “%s” is an event, which is sent and not created."),
                        template->name);
      return NULL;
    }

  numbers = find_numbers (query, template, values, status);
  if (numbers == NULL)
    return NULL;

  *status = HLC_EXIT_FAILED;
  input.numbers = numbers;
  output = hlc_template_expand (template, &input, &error);
  if (output == NULL)
    hlc_command_fail (HLC_EXIT_FAILED, "%s", error->message);
  return output;
}

/* What both subcommands are told: a name, and values. */
typedef struct
{
  HlcCommandQuery query;
  char **set;
} TemplateArguments;

static void
template_arguments_clear (TemplateArguments *self)
{
  hlc_command_query_clear (&self->query);
  g_strfreev (self->set);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TemplateArguments, template_arguments_clear)

static gboolean
parse (const HlcCommand *command, TemplateArguments *arguments, int argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->set,
      N_ ("A value of the template that is not to be the default one; may be given several times"),
      N_ ("NAME=VALUE") },
    HLC_COMMAND_QUERY_ENTRIES (arguments->query),
    { NULL },
  };

  return hlc_command_parse (command, entries, &argc, argv) &&
         hlc_command_check_arguments (command, argc, *argv, 1, 1);
}

/* `create --template NAME`: what a template holds. */
int
hlc_command_create_template (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (TemplateArguments) arguments = { 0 };
  HlcExit status = HLC_EXIT_DONE;
  g_autoptr (HlcTemplateOutput) output = NULL;

  if (!parse (command, &arguments, argc, &argv))
    return HLC_EXIT_USAGE;

  output = hlc_command_fill (&arguments.query, argv[1], arguments.set, HLC_TEMPLATE_OPERATIONS, &status);
  if (output == NULL)
    return status;

  return hlc_command_create_drafts (&arguments.query, output->drafts);
}

static GBytes *
make_filled (const HlcTemplateOutput *output)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  if (output->event != NULL)
    {
      hlc_json_writer_name (writer, "type");
      hlc_json_writer_string (writer, output->event->type);
      hlc_json_writer_name (writer, "is_test");
      hlc_json_writer_boolean (writer, output->event->is_test);
      hlc_json_writer_name (writer, "event");
      hlc_json_writer_raw (writer, output->event->event);
    }
  else
    {
      hlc_json_writer_name (writer, "items");
      hlc_json_writer_begin_array (writer);
      for (guint i = 0; i < output->drafts->len; i++)
        hlc_json_writer_raw (writer, ((HlcOperationDraft *) g_ptr_array_index (output->drafts, i))->body);
      hlc_json_writer_end_array (writer);
    }
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/* `templates fill NAME`: what would be created or sent, for other programs; numbers begin with 1. */
int
hlc_command_fill_template (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (TemplateArguments) arguments = { 0 };
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (HlcTemplate) template = NULL;
  g_autoptr (HlcTemplateOutput) output = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;
  const HlcTemplateInput input = { g_get_real_time (), NULL, NULL, values, NULL };

  if (!parse (command, &arguments, argc, &argv) || !read_values (arguments.set, values))
    return HLC_EXIT_USAGE;

  template = find_template (&arguments.query, argv[1]);
  if (template == NULL)
    return HLC_EXIT_FAILED;

  output = hlc_template_expand (template, &input, &error);
  if (output == NULL)
    return hlc_command_fail (HLC_EXIT_FAILED, "%s", error->message);

  json = make_filled (output);
  if (arguments.query.json)
    hlc_command_print_json (json);
  else
    hlc_command_print_json_block (template->title, json);
  return HLC_EXIT_DONE;
}
