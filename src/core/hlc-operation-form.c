/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-operation-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-json-members.h"

static const char *const OPTION_MEMBERS[] = { [HLC_OPERATION_FUNCTION_CALL] = "reject_options",
                                              [HLC_OPERATION_HUMAN_CONTACT] = "response_options" };

static void
form_option_free (gpointer data)
{
  HlcFormOption *option = data;

  g_free (option->name);
  g_free (option->title);
  g_free (option->description);
  g_free (option->prompt_fill);
  g_clear_pointer (&option->others, g_bytes_unref);
  g_free (option);
}

/**
 * hlc_operation_form_new:
 * @kind: what it composes
 *
 * Returns: (transfer full): an empty form
 */
HlcOperationForm *
hlc_operation_form_new (HlcOperationKind kind)
{
  HlcOperationForm *self = g_new0 (HlcOperationForm, 1);

  self->kind = kind;
  self->kwargs = hlc_form_rows_new ();
  self->kwargs_json = g_strdup ("{}");
  self->options = g_ptr_array_new_with_free_func (form_option_free);
  return self;
}

/**
 * hlc_operation_form_free:
 * @self: (transfer full): a form
 */
void
hlc_operation_form_free (HlcOperationForm *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->call_id);
  g_free (self->run_id);
  g_free (self->fn);
  g_ptr_array_unref (self->kwargs);
  g_free (self->kwargs_json);
  g_free (self->msg);
  g_free (self->subject);
  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    hlc_form_channel_clear (&self->channels[i]);
  g_ptr_array_unref (self->options);
  g_free (self->state);
  g_clear_pointer (&self->others, g_bytes_unref);
  g_clear_pointer (&self->spec_others, g_bytes_unref);
  g_clear_pointer (&self->channel_others, g_bytes_unref);
  g_free (self);
}

/**
 * hlc_operation_form_add_option:
 * @name: its name
 *
 * Returns: (transfer none): an option at the end of the list, whose other fields may be set
 */
HlcFormOption *
hlc_operation_form_add_option (HlcOperationForm *self, const char *name)
{
  HlcFormOption *option = g_new0 (HlcFormOption, 1);

  option->name = g_strdup (name);
  g_ptr_array_add (self->options, option);
  return option;
}

static void
replace_bytes (GBytes **bytes, GBytes *by)
{
  g_clear_pointer (bytes, g_bytes_unref);
  *bytes = by != NULL ? g_bytes_ref (by) : NULL;
}

/**
 * hlc_operation_form_keep_others:
 * @from: what was edited
 *
 * Takes over the members that no field shows; those of options go with each option.
 */
void
hlc_operation_form_keep_others (HlcOperationForm *self, const HlcOperationForm *from)
{
  replace_bytes (&self->others, from->others);
  replace_bytes (&self->spec_others, from->spec_others);
  replace_bytes (&self->channel_others, from->channel_others);
  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    replace_bytes (&self->channels[i].others, from->channels[i].others);
}

/**
 * hlc_operation_form_show_json:
 * @problems: (element-type HlcFormProblem): where what is wrong with the rows is added
 *
 * Goes on with the arguments as JSON. What was typed stays when there are problems.
 *
 * Returns: whether it did
 */
gboolean
hlc_operation_form_show_json (HlcOperationForm *self, GPtrArray *problems)
{
  g_autoptr (GBytes) json = NULL;

  if (self->kwargs_are_json)
    return TRUE;

  json = hlc_form_rows_to_json (self->kwargs, "spec.kwargs", problems);
  if (json == NULL)
    return FALSE;

  g_free (self->kwargs_json);
  self->kwargs_json = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  self->kwargs_are_json = TRUE;
  return TRUE;
}

/**
 * hlc_operation_form_show_rows:
 * @problems: (element-type HlcFormProblem): where what is wrong with the JSON is added
 *
 * Goes on with the arguments as rows. What was typed stays when there are problems.
 *
 * Returns: whether it did
 */
gboolean
hlc_operation_form_show_rows (HlcOperationForm *self, GPtrArray *problems)
{
  g_autoptr (GBytes) json = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  GPtrArray *rows = NULL;

  if (!self->kwargs_are_json)
    return TRUE;

  json = hlc_form_json_read (self->kwargs_json, "spec.kwargs", HLC_JSON_OBJECT, FALSE, problems);
  if (json == NULL)
    return FALSE;

  document = hlc_json_document_new (json, NULL, NULL);
  rows = hlc_form_rows_new_from_json (hlc_json_document_get_root (document));
  if (rows == NULL)
    {
      hlc_form_problems_add (problems, "spec.kwargs", "%s",
                             _ ("A name holds U+0000, which no row can show."));
      return FALSE;
    }

  g_ptr_array_unref (self->kwargs);
  self->kwargs = rows;
  self->kwargs_are_json = FALSE;
  return TRUE;
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text != NULL ? text : "");
}

static void
write_set_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  if (!is_empty (text))
    write_text (writer, name, text);
}

static void
write_json (HlcJsonWriter *writer, const char *name, GBytes *json)
{
  if (json == NULL)
    return;

  hlc_json_writer_name (writer, name);
  hlc_json_writer_raw (writer, json);
}

static void
write_kwargs (const HlcOperationForm *self, HlcJsonWriter *writer, GPtrArray *problems)
{
  g_autoptr (GBytes) json =
      self->kwargs_are_json
          ? hlc_form_json_read (self->kwargs_json, "spec.kwargs", HLC_JSON_OBJECT, FALSE, problems)
          : hlc_form_rows_to_json (self->kwargs, "spec.kwargs", problems);

  write_json (writer, "kwargs", json);
}

static void
write_channels (const HlcOperationForm *self, HlcJsonWriter *writer, GPtrArray *problems)
{
  gboolean has_any = self->channel_others != NULL;

  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    has_any = has_any || self->channels[i].is_set;
  if (!has_any)
    return;

  hlc_json_writer_name (writer, "channel");
  hlc_json_writer_begin_object (writer);
  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    {
      if (!self->channels[i].is_set)
        continue;
      hlc_json_writer_name (writer, hlc_form_channel_get_name (i));
      hlc_form_channel_write (&self->channels[i], i, writer, problems);
    }
  hlc_json_members_write (writer, self->channel_others);
  hlc_json_writer_end_object (writer);
}

static void
write_options (const HlcOperationForm *self, HlcJsonWriter *writer)
{
  if (self->options->len == 0)
    return;

  hlc_json_writer_name (writer, OPTION_MEMBERS[self->kind]);
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->options->len; i++)
    {
      const HlcFormOption *option = g_ptr_array_index (self->options, i);

      hlc_json_writer_begin_object (writer);
      write_text (writer, "name", option->name);
      write_set_text (writer, "title", option->title);
      write_set_text (writer, "description", option->description);
      write_set_text (writer, "prompt_fill", option->prompt_fill);
      hlc_json_writer_name (writer, "interactive");
      hlc_json_writer_boolean (writer, option->interactive);
      hlc_json_members_write (writer, option->others);
      hlc_json_writer_end_object (writer);
    }
  hlc_json_writer_end_array (writer);
}

static void
write_spec (const HlcOperationForm *self, HlcJsonWriter *writer, GPtrArray *problems)
{
  g_autoptr (GBytes) state = NULL;

  hlc_json_writer_begin_object (writer);
  if (self->kind == HLC_OPERATION_FUNCTION_CALL)
    {
      write_text (writer, "fn", self->fn);
      write_kwargs (self, writer, problems);
    }
  else
    {
      write_text (writer, "msg", self->msg);
      write_set_text (writer, "subject", self->subject);
    }
  write_channels (self, writer, problems);
  write_options (self, writer);
  if (!is_empty (self->state))
    state = hlc_form_json_read (self->state, "spec.state", HLC_JSON_OBJECT, TRUE, problems);
  write_json (writer, "state", state);
  hlc_json_members_write (writer, self->spec_others);
  hlc_json_writer_end_object (writer);
}

static const char *
or_null (const char *text)
{
  return is_empty (text) ? NULL : text;
}

/**
 * hlc_operation_form_to_draft:
 * @problems: (element-type HlcFormProblem): where what is wrong is added, as the API would say it
 *
 * Composes the request. An id that is empty is left to be made. Any thread.
 *
 * Returns: (transfer full) (nullable): the draft, or %NULL when there are problems
 */
HlcOperationDraft *
hlc_operation_form_to_draft (const HlcOperationForm *self, GPtrArray *problems)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcOperationDraft) draft = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autoptr (GPtrArray) input = hlc_problems_new ();
  g_autoptr (GBytes) json = NULL;
  guint n_before = problems->len;

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "spec");
  write_spec (self, writer, problems);
  hlc_json_members_write (writer, self->others);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  if (problems->len > n_before)
    return NULL;

  /* Every part is JSON, but together they may nest deeper than one may. */
  document = hlc_json_document_new (json, NULL, NULL);
  if (document == NULL)
    {
      hlc_form_problems_add (problems, "", _ ("Arrays and objects nest deeper than %d."), HLC_JSON_MAX_DEPTH);
      return NULL;
    }

  draft = hlc_operation_draft_new (hlc_json_document_get_root (document), self->kind, or_null (self->call_id),
                                   or_null (self->run_id), NULL);
  if (hlc_operation_draft_check (draft, input))
    return g_steal_pointer (&draft);

  hlc_form_problems_add_input (problems, input, NULL);
  return NULL;
}
