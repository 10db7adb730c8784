/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-template.h"

#include "hlc-json-members.h"
#include "hlc-placeholder.h"

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

/* @kind: and what else makes a step; the ids stand in @body where they are wanted. */
static void
write_step (HlcJsonWriter *writer, HlcOperationKind kind, GBytes *body)
{
  g_autoptr (GBytes) clean = hlc_json_members_drop (body, "bot_token");
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (clean, NULL, NULL);
  static const char *const OWN[] = { "kind", "name", "generate_state", NULL };
  g_autoptr (GBytes) members = hlc_json_members_dup_others (hlc_json_document_get_root (document), OWN);

  hlc_json_writer_begin_object (writer);
  write_text (writer, "kind", hlc_operation_kind_to_string (kind));
  hlc_json_members_write (writer, members);
  hlc_json_writer_end_object (writer);
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
  g_autoptr (HlcJsonWriter) body_writer = hlc_json_writer_new ();
  g_autoptr (GBytes) body = NULL;

  hlc_json_writer_begin_object (body_writer);
  hlc_json_writer_name (body_writer, "spec");
  hlc_json_writer_raw (body_writer, operation->spec);
  hlc_json_members_write (body_writer, operation->extra);
  hlc_json_writer_end_object (body_writer);
  body = hlc_json_writer_finish (body_writer);

  begin_template (writer, title != NULL ? title : operation->title, HLC_TEMPLATE_OPERATIONS,
                  looks_like_placeholders (body));
  hlc_json_writer_name (writer, "steps");
  hlc_json_writer_begin_array (writer);
  write_step (writer, operation->kind, body);
  hlc_json_writer_end_array (writer);
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
