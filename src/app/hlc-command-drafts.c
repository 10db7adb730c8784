/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-drafts.h"

#include <glib/gi18n.h>

#include "hlc-command-output.h"
#include "hlc-json-writer.h"
#include "hlc-template-folder.h"

#define OPERATIONS_PATH "/operations"

/**
 * hlc_command_dup_template_folder:
 *
 * Returns: (transfer full) (type filename): where the developer's own templates are
 */
char *
hlc_command_dup_template_folder (const HlcCommandQuery *query)
{
  g_autofree char *data_dir = hlc_command_query_dup_data_dir (query);

  return hlc_template_folder_dup_path (data_dir);
}

static void
add_row (HlcTextTable *table, GBytes *answer)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (answer, NULL, NULL);
  static const char *const NAMES[] = { "state", "call_id", "run_id", "title" };
  char *cells[G_N_ELEMENTS (NAMES) + 1] = { NULL };

  if (document == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *text = hlc_command_dup_member (hlc_json_document_get_root (document), NAMES[i]);

      cells[i] = g_strdup (hlc_command_or_dash (text));
    }
  hlc_text_table_add_row (table, (const char *const *) cells);
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    g_free (cells[i]);
}

/* Says which of several was refused. */
static int
fail_draft (const HlcOperationDraft *draft, HlcExit status, const GError *error)
{
  if (draft->label != NULL && *draft->label != '\0')
    return hlc_command_fail (status, "%s: %s", draft->label, error->message);

  return hlc_command_fail (status, "%s", error->message);
}

static void
print_json (GPtrArray *answers)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "items");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < answers->len; i++)
    hlc_json_writer_raw (writer, g_ptr_array_index (answers, i));
  hlc_json_writer_end_array (writer);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_command_print_json (json);
}

static void
print_answers (const HlcCommandQuery *query, GPtrArray *answers)
{
  const char *titles[] = { _ ("STATE"), _ ("CALL ID"), _ ("RUN"), _ ("OPERATION"), NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);

  if (query->json)
    print_json (answers);
  else if (answers->len == 1)
    hlc_command_query_print (query, g_ptr_array_index (answers, 0), hlc_command_print_operation);
  else if (answers->len > 1)
    {
      for (guint i = 0; i < answers->len; i++)
        add_row (table, g_ptr_array_index (answers, i));
      hlc_command_print_table (table);
    }
}

/**
 * hlc_command_create_drafts:
 * @query: the options of the subcommand
 * @drafts: (element-type HlcOperationDraft): at least one
 *
 * Has the running console create operations, one after another, and prints them: one whole, several as a table, and with
 * `--json` as `{items}`. What is refused does not hold up the others.
 *
 * Returns: an #HlcExit: %HLC_EXIT_DONE when all were created
 */
int
hlc_command_create_drafts (const HlcCommandQuery *query, GPtrArray *drafts)
{
  g_autofree char *data_dir = hlc_command_query_dup_data_dir (query);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  HlcExit status = HLC_EXIT_DONE;

  for (guint i = 0; i < drafts->len; i++)
    {
      const HlcOperationDraft *draft = g_ptr_array_index (drafts, i);
      g_autoptr (GBytes) body = hlc_operation_draft_to_console_body (draft);
      GBytes *answer = NULL;
      g_autoptr (GError) error = NULL;
      HlcExit sent = hlc_instance_client_send (data_dir, "POST", OPERATIONS_PATH, body, &answer, &error);

      if (sent == HLC_EXIT_NO_INSTANCE)
        return hlc_command_fail (sent, "%s", error->message);

      if (sent == HLC_EXIT_DONE)
        g_ptr_array_add (answers, answer);
      else
        status = fail_draft (draft, sent, error);
    }

  print_answers (query, answers);
  return status;
}
