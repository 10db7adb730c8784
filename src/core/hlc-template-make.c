/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-template.h"

#include "hlc-json-members.h"
#include "hlc-placeholder.h"
#include "hlc-template-references.h"

/* Braces in what was received stay braces: what looks like a placeholder there was none. */
static gboolean
looks_like_placeholders (GBytes *json)
{
  static const char *const NAMES[] = { "n", "id", "now" };
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    g_hash_table_insert (values, (gpointer) NAMES[i], (gpointer) "");

  return hlc_placeholder_is_in_json (json, values);
}

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

static void
begin_template (HlcJsonWriter *writer, const char *title, HlcTemplateKind kind, gboolean is_literal)
{
  hlc_json_writer_begin_object (writer);
  write_text (writer, "title", title);
  write_text (writer, "kind", hlc_template_kind_to_string (kind));
  if (is_literal)
    {
      hlc_json_writer_name (writer, "placeholders");
      hlc_json_writer_boolean (writer, FALSE);
    }
}

static HlcTemplate *
finish_template (HlcJsonWriter *writer, const char *name, GError **error)
{
  g_autoptr (GBytes) json = NULL;

  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  return hlc_template_new (name, json, error);
}

/* @name: (nullable): of the step; the ids stand in @body where they are wanted. */
static void
write_named_step (HlcJsonWriter *writer, HlcOperationKind kind, const char *name, GBytes *body)
{
  g_autoptr (GBytes) clean = hlc_json_members_drop (body, "bot_token");
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (clean, NULL, NULL);
  static const char *const OWN[] = { "kind", "name", "generate_state", NULL };
  g_autoptr (GBytes) members = hlc_json_members_dup_others (hlc_json_document_get_root (document), OWN);

  hlc_json_writer_begin_object (writer);
  if (name != NULL)
    write_text (writer, "name", name);
  write_text (writer, "kind", hlc_operation_kind_to_string (kind));
  hlc_json_members_write (writer, members);
  hlc_json_writer_end_object (writer);
}

static void
write_step (HlcJsonWriter *writer, HlcOperationKind kind, GBytes *body)
{
  write_named_step (writer, kind, NULL, body);
}

static GBytes *
make_operation_body (HlcOperation *operation)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "spec");
  hlc_json_writer_raw (writer, operation->spec);
  hlc_json_members_write (writer, operation->extra);
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/**
 * hlc_template_new_from_operation:
 * @name: what it is called
 * @title: (nullable): by default the operation's
 * @operation: with its `spec`
 *
 * Makes a template of an operation: `spec` as it was received, without bot tokens. Its ids and its outcome are not kept.
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with %HLC_ERROR_ARGUMENT
 */
HlcTemplate *
hlc_template_new_from_operation (const char *name, const char *title, HlcOperation *operation, GError **error)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) body = make_operation_body (operation);

  begin_template (writer, title != NULL ? title : operation->title, HLC_TEMPLATE_OPERATIONS,
                  looks_like_placeholders (body));
  hlc_json_writer_name (writer, "steps");
  hlc_json_writer_begin_array (writer);
  write_step (writer, operation->kind, body);
  hlc_json_writer_end_array (writer);
  return finish_template (writer, name, error);
}

/* The name of a step: its function's, where that can be one and no other step has it. */
static char *
make_step_name (HlcOperation *operation, guint index, GHashTable *names)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (operation->spec, NULL, NULL);
  g_autofree char *fn = NULL;

  if (document != NULL &&
      hlc_json_read_string (hlc_json_document_get_root (document), "fn", FALSE, &fn, NULL) && fn != NULL &&
      hlc_placeholder_is_name (fn) && !g_hash_table_contains (names, fn))
    return g_steal_pointer (&fn);

  return g_strdup_printf ("step%u", index + 1);
}

/* What is known of operations that become steps. */
typedef struct
{
  GPtrArray *names;       /* (element-type utf8): of each step */
  GPtrArray *bodies;      /* (element-type GBytes) */
  GHashTable *references; /* (element-type utf8 utf8): ids, and what stands for them */
  GHashTable *runs;       /* (element-type utf8 utf8): run_ids, and the step that comes first in each */
  gboolean is_literal;
} Steps;

static void
note_step (Steps *steps, HlcOperation *operation, GHashTable *names)
{
  char *name = make_step_name (operation, steps->names->len, names);
  GBytes *body = make_operation_body (operation);

  g_hash_table_add (names, name);
  g_ptr_array_add (steps->names, name);
  g_ptr_array_add (steps->bodies, body);
  g_hash_table_insert (steps->references, operation->call_id, g_strdup_printf ("%s.call_id", name));
  if (!g_hash_table_contains (steps->runs, operation->run_id))
    g_hash_table_insert (steps->runs, operation->run_id, name);
  steps->is_literal = steps->is_literal || looks_like_placeholders (body);
}

/* Steps without a run_id share one; where there are several runs, the first step of each makes its id. */
static void
write_run (HlcJsonWriter *writer, const Steps *steps, HlcOperation *operation, const char *name)
{
  const char *first = g_hash_table_lookup (steps->runs, operation->run_id);
  g_autofree char *reference = g_strdup_printf ("{%s.run_id}", first);

  if (steps->is_literal || g_hash_table_size (steps->runs) == 1)
    return;

  write_text (writer, "run_id", g_str_equal (first, name) ? "run_{id}" : reference);
}

static GBytes *
make_step_body (const Steps *steps, HlcOperation *operation, guint index)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  GBytes *received = g_ptr_array_index (steps->bodies, index);
  g_autoptr (GBytes) body =
      steps->is_literal ? g_bytes_ref (received) : hlc_template_references_put (received, steps->references);
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (body, NULL, NULL);
  static const char *const OWN[] = { "run_id", "call_id", NULL };
  g_autoptr (GBytes) members = hlc_json_members_dup_others (hlc_json_document_get_root (document), OWN);

  hlc_json_writer_begin_object (writer);
  write_run (writer, steps, operation, g_ptr_array_index (steps->names, index));
  hlc_json_members_write (writer, members);
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/**
 * hlc_template_new_from_operations:
 * @name: what it is called
 * @title: for people
 * @operations: (element-type HlcOperation): its steps in order, with their `spec`
 *
 * Makes a template of several operations. Where one names the call_id of another as a word, it refers to that step from
 * then on. Where braces in one of them look like placeholders already, all texts stay as they are. Any thread.
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with %HLC_ERROR_ARGUMENT
 */
HlcTemplate *
hlc_template_new_from_operations (const char *name, const char *title, GPtrArray *operations, GError **error)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GPtrArray) step_names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GHashTable) references = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) runs = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  Steps steps = { step_names, bodies, references, runs, FALSE };

  for (guint i = 0; i < operations->len; i++)
    note_step (&steps, g_ptr_array_index (operations, i), names);

  begin_template (writer, title, HLC_TEMPLATE_OPERATIONS, steps.is_literal);
  hlc_json_writer_name (writer, "steps");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < operations->len; i++)
    {
      HlcOperation *operation = g_ptr_array_index (operations, i);
      g_autoptr (GBytes) body = make_step_body (&steps, operation, i);

      write_named_step (writer, operation->kind, g_ptr_array_index (step_names, i), body);
    }
  hlc_json_writer_end_array (writer);
  return finish_template (writer, name, error);
}

/**
 * hlc_template_new_described:
 * @name: what it is to be called
 * @title, @description: for people
 *
 * Returns: (transfer full) (nullable): the same template under another name, or %NULL with %HLC_ERROR_ARGUMENT. Any
 *   thread
 */
HlcTemplate *
hlc_template_new_described (HlcTemplate *self,
                            const char *name,
                            const char *title,
                            const char *description,
                            GError **error)
{
  static const char *const OWN[] = { "title", "description", NULL };
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (self->json, NULL, NULL);
  g_autoptr (GBytes) members = hlc_json_members_dup_others (hlc_json_document_get_root (document), OWN);

  hlc_json_writer_begin_object (writer);
  write_text (writer, "title", title);
  write_text (writer, "description", description);
  hlc_json_members_write (writer, members);
  return finish_template (writer, name, error);
}

/**
 * hlc_template_new_from_drafts:
 * @name: what it is called
 * @title: for people
 * @drafts: (element-type HlcOperationDraft): its steps, with placeholders where they are wanted
 *
 * Makes a template of what was composed, without bot tokens. Any thread.
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with %HLC_ERROR_ARGUMENT
 */
HlcTemplate *
hlc_template_new_from_drafts (const char *name, const char *title, GPtrArray *drafts, GError **error)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  begin_template (writer, title, HLC_TEMPLATE_OPERATIONS, FALSE);
  hlc_json_writer_name (writer, "steps");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < drafts->len; i++)
    {
      const HlcOperationDraft *draft = g_ptr_array_index (drafts, i);

      write_step (writer, draft->kind, draft->body);
    }
  hlc_json_writer_end_array (writer);
  return finish_template (writer, name, error);
}

static HlcTemplate *
make_event_template (const char *name,
                     const char *title,
                     const char *type,
                     const char *member,
                     GBytes *json,
                     gboolean is_literal,
                     GError **error)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) clean = hlc_json_members_drop (json, "bot_token");

  begin_template (writer, title, HLC_TEMPLATE_EVENT, is_literal);
  write_text (writer, "type", type);
  hlc_json_writer_name (writer, member);
  hlc_json_writer_raw (writer, clean);
  return finish_template (writer, name, error);
}

/**
 * hlc_template_new_from_event:
 * @name: what it is called
 * @title: for people
 * @event: an event, as it was received or written
 *
 * Returns: (transfer full) (nullable): a template of the event as it is, or %NULL with %HLC_ERROR_ARGUMENT
 */
HlcTemplate *
hlc_template_new_from_event (const char *name, const char *title, const HlcEventDraft *event, GError **error)
{
  return make_event_template (name, title, event->type, "event", event->event,
                              looks_like_placeholders (event->event), error);
}

/**
 * hlc_template_new_from_event_form:
 * @name: what it is called
 * @title: for people
 * @form: what was typed
 *
 * Returns: (transfer full) (nullable): a template that composes the event anew each time, or %NULL with
 *   %HLC_ERROR_ARGUMENT
 */
HlcTemplate *
hlc_template_new_from_event_form (const char *name,
                                  const char *title,
                                  const HlcEventForm *form,
                                  GError **error)
{
  g_autoptr (GBytes) json = hlc_event_form_to_json (form);

  return make_event_template (name, title, hlc_event_form_get_type (form), "form", json, FALSE, error);
}
