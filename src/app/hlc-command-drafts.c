/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-drafts.h"

#include <glib/gi18n.h>

#include "hlc-command-body.h"
#include "hlc-command-message.h"
#include "hlc-command-output.h"
#include "hlc-json-writer.h"
#include "hlc-template-folder.h"

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

/** What is made of drafts: where they go, and what is printed of the answers, one in each row or one whole. */
typedef struct
{
  const char *path;
  const char *names[4];
  const char *titles[5];
  HlcPrintAnswer print;
} Kind;

static const Kind operations = { "/operations",
                                 { "state", "call_id", "run_id", "title" },
                                 { N_ ("STATE"), N_ ("CALL ID"), N_ ("RUN"), N_ ("OPERATION"), NULL },
                                 hlc_command_print_operation };
static const Kind messages = { HLC_MESSAGES_PATH,
                               { "state", "id", "event_type", "call_id" },
                               { N_ ("STATE"), N_ ("MESSAGE"), N_ ("EVENT"), N_ ("CALL ID"), NULL },
                               hlc_command_print_message };

static void
add_row (HlcTextTable *table, const Kind *kind, GBytes *answer)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (answer, NULL, NULL);
  char *cells[G_N_ELEMENTS (kind->names) + 1] = { NULL };

  if (document == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (kind->names); i++)
    {
      g_autofree char *text = hlc_command_dup_member (hlc_json_document_get_root (document), kind->names[i]);

      cells[i] = g_strdup (hlc_command_or_dash (text));
    }
  hlc_text_table_add_row (table, (const char *const *) cells);
  for (guint i = 0; i < G_N_ELEMENTS (kind->names); i++)
    g_free (cells[i]);
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
print_table (const Kind *kind, GPtrArray *answers)
{
  const char *titles[G_N_ELEMENTS (kind->titles)] = { NULL };
  g_autoptr (HlcTextTable) table = NULL;

  for (guint i = 0; kind->titles[i] != NULL; i++)
    titles[i] = _ (kind->titles[i]);
  table = hlc_text_table_new (titles);
  for (guint i = 0; i < answers->len; i++)
    add_row (table, kind, g_ptr_array_index (answers, i));
  hlc_command_print_table (table);
}

static void
print_answers (const HlcCommandQuery *query, const Kind *kind, GPtrArray *answers)
{
  if (query->json)
    print_json (answers);
  else if (answers->len == 1)
    hlc_command_query_print (query, g_ptr_array_index (answers, 0), kind->print);
  else if (answers->len > 1)
    print_table (kind, answers);
}

/* Says which of several was refused. */
static int
fail_draft (const char *label, HlcExit status, const GError *error)
{
  if (label != NULL && *label != '\0')
    return hlc_command_fail (status, "%s: %s", label, error->message);

  return hlc_command_fail (status, "%s", error->message);
}

/* @labels: (element-type utf8): what each of @bodies is called, or "" */
static int
post_all (const HlcCommandQuery *query, const Kind *kind, GPtrArray *bodies, GPtrArray *labels)
{
  g_autofree char *data_dir = hlc_command_query_dup_data_dir (query);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  HlcExit status = HLC_EXIT_DONE;

  for (guint i = 0; i < bodies->len; i++)
    {
      GBytes *answer = NULL;
      g_autoptr (GError) error = NULL;
      HlcExit sent = hlc_instance_client_send (data_dir, "POST", kind->path, g_ptr_array_index (bodies, i),
                                               &answer, &error);

      if (sent == HLC_EXIT_NO_INSTANCE)
        return hlc_command_fail (sent, "%s", error->message);

      if (sent == HLC_EXIT_DONE)
        g_ptr_array_add (answers, answer);
      else
        status = fail_draft (g_ptr_array_index (labels, i), sent, error);
    }

  print_answers (query, kind, answers);
  return status;
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
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < drafts->len; i++)
    {
      HlcOperationDraft *draft = g_ptr_array_index (drafts, i);

      g_ptr_array_add (bodies, hlc_operation_draft_to_console_body (draft));
      g_ptr_array_add (labels, draft->label);
    }

  return post_all (query, &operations, bodies, labels);
}

static GBytes *
make_event_body (const HlcEventDraft *event, const HlcCommandTarget *target)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "event_type", event->type);
  hlc_json_writer_name (writer, "data");
  hlc_json_writer_raw (writer, event->event);
  hlc_json_writer_name (writer, "is_test");
  hlc_json_writer_boolean (writer, event->is_test);
  if (!hlc_command_target_write (target, writer))
    return NULL;
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/**
 * hlc_command_send_events:
 * @query: the options of the subcommand
 * @events: (element-type HlcEventDraft): at least one
 * @target: where to
 *
 * Has the running console send events, and prints the messages as hlc_command_create_drafts() does operations.
 *
 * Returns: an #HlcExit: %HLC_EXIT_DONE when all wait to be sent
 */
int
hlc_command_send_events (const HlcCommandQuery *query, GPtrArray *events, const HlcCommandTarget *target)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      HlcEventDraft *event = g_ptr_array_index (events, i);
      GBytes *body = make_event_body (event, target);

      if (body == NULL)
        return HLC_EXIT_USAGE;

      g_ptr_array_add (bodies, body);
      g_ptr_array_add (labels, event->label);
    }

  return post_all (query, &messages, bodies, labels);
}
