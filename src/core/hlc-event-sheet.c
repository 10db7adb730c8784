/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * hlc_event_sheet_new:
 * @type: of which event
 *
 * Returns: (transfer full): an empty sheet, with the form of @type
 */
HlcEventSheet *
hlc_event_sheet_new (HlcEventType type)
{
  HlcEventSheet *self = g_new0 (HlcEventSheet, 1);
  HlcEventFormKind kind = 0;

  self->type = type;
  if (hlc_event_form_kind_from_type (hlc_event_type_to_string (type), &kind))
    self->form = hlc_event_form_new (kind);
  else
    self->completed =
        hlc_completed_form_new (type == HLC_EVENT_FUNCTION_CALL_COMPLETED ? HLC_OPERATION_FUNCTION_CALL
                                                                          : HLC_OPERATION_HUMAN_CONTACT);
  return self;
}

/**
 * hlc_event_sheet_free:
 * @self: (transfer full): a sheet
 */
void
hlc_event_sheet_free (HlcEventSheet *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->form, hlc_event_form_free);
  g_clear_pointer (&self->completed, hlc_completed_form_free);
  g_free (self->json);
  g_clear_pointer (&self->event, g_bytes_unref);
  g_free (self);
}

static HlcEventDraft *
compose (const HlcEventSheet *self, gint64 now, const char *token, GPtrArray *problems)
{
  HlcEventDraft *draft = self->completed != NULL
                             ? hlc_completed_form_to_draft (self->completed, now, token, problems)
                             : hlc_event_form_to_draft (self->form, now, token, problems);

  if (draft != NULL)
    draft->is_test = self->is_test;
  return draft;
}

/**
 * hlc_event_sheet_to_draft:
 * @now: microseconds since the epoch, UTC
 * @token: random characters that may stand in an id
 * @problems: (element-type HlcFormProblem): where what is wrong is added; of JSON with line and column
 *
 * Makes the event of what is written. The same @now and @token make the same event. Any thread.
 *
 * Returns: (transfer full) (nullable): the event, or %NULL when there are problems
 */
HlcEventDraft *
hlc_event_sheet_to_draft (const HlcEventSheet *self, gint64 now, const char *token, GPtrArray *problems)
{
  const char *type = hlc_event_type_to_string (self->type);
  g_autoptr (GBytes) json = NULL;

  if (self->json != NULL)
    {
      json = g_bytes_new (self->json, strlen (self->json));
      return hlc_event_draft_new_from_text (type, json, self->is_test, problems);
    }

  return self->event != NULL ? hlc_event_draft_new_from_text (type, self->event, self->is_test, problems)
                             : compose (self, now, token, problems);
}

/* Null means the same as absent, and so does the default of an option. */
static gboolean
says_nothing (const char *name, HlcJsonValue value)
{
  HlcJsonType type = hlc_json_value_get_type (value);

  return type == HLC_JSON_NULL || (type == HLC_JSON_FALSE && g_str_equal (name, "interactive"));
}

/* Whether all that @a says is in @b; both are the same where it is so both ways. What is the agent's own is there only as it
 * is; in the rest null means the same as absent. Sets @missing, where given, to the member that is not in @b. */
static gboolean
is_within (const char *name, HlcJsonValue a, HlcJsonValue b, char **missing)
{
  static const char *const OWN[] = { "kwargs", "state", NULL };
  HlcJsonType type = hlc_json_value_get_type (a);
  gboolean is_array = type == HLC_JSON_ARRAY;
  HlcJsonIter iter_a, iter_b;
  HlcJsonValue name_value, value, other;

  if (hlc_json_value_equal (a, b))
    return TRUE;
  if (type != hlc_json_value_get_type (b) || g_strv_contains (OWN, name) ||
      (type != HLC_JSON_OBJECT && !is_array))
    return FALSE;

  hlc_json_iter_init (&iter_a, a);
  hlc_json_iter_init (&iter_b, b);
  while (hlc_json_iter_next (&iter_a, is_array ? NULL : &name_value, &value))
    {
      g_autofree char *member = is_array ? g_strdup ("") : hlc_json_value_dup_string (name_value, NULL);
      gboolean is_there = is_array ? hlc_json_iter_next (&iter_b, NULL, &other)
                                   : hlc_json_value_get_member (b, member, &other);

      if ((!is_array && says_nothing (member, value)) || (is_there && is_within (member, value, other, NULL)))
        continue;

      if (missing != NULL)
        *missing = g_steal_pointer (&member);
      return FALSE;
    }

  return !is_array || !hlc_json_iter_next (&iter_b, NULL, &other);
}

/* NULL: the form makes the same event again. Otherwise which member it would not. */
static char *
dup_loss (const HlcEventSheet *self, HlcJsonValue event, gint64 now, const char *token)
{
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (HlcEventDraft) composed = compose (self, now, token, problems);
  g_autoptr (HlcJsonDocument) document = NULL;
  char *missing = NULL;

  if (composed == NULL)
    return g_strdup (((HlcFormProblem *) g_ptr_array_index (problems, 0))->field);

  document = hlc_json_document_new (composed->event, NULL, NULL);
  g_return_val_if_fail (document != NULL, NULL);

  if (is_within ("", event, hlc_json_document_get_root (document), &missing) &&
      is_within ("", hlc_json_document_get_root (document), event, &missing))
    return NULL;

  return missing;
}

/* Returns: (nullable): why no form can show it */
static char *
fill (HlcEventSheet *self, GBytes *event, HlcJsonValue root, gint64 now, const char *token)
{
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *loss = NULL;
  HlcEventForm *form = NULL;
  HlcCompletedForm *completed = NULL;

  if (self->completed != NULL)
    {
      completed = hlc_completed_form_new_from_json (event, problems);
      if (completed == NULL)
        return hlc_form_problems_to_sentence (problems);

      hlc_completed_form_free (self->completed);
      self->completed = completed;
    }
  else
    {
      form = hlc_event_form_new_from_json (hlc_event_type_to_string (self->type), root, &error);
      if (form == NULL)
        return g_strdup (error->message);

      hlc_event_form_free (self->form);
      self->form = form;
      self->is_test = self->is_test || form->is_test;
    }

  loss = dup_loss (self, root, now, token);
  if (loss == NULL)
    return NULL;

  return g_strdup_printf (_ ("The form would change “%s”, so the event stays as JSON."), loss);
}

/**
 * hlc_event_sheet_new_from_draft:
 * @draft: an event of one of the five types
 * @now: microseconds since the epoch, UTC
 * @token: random characters, with which it may have been composed
 * @loss: (out) (transfer full) (nullable): why it is written as JSON: what the form would lose; %NULL where it is in the
 *   form
 *
 * Fills the form with an event where it makes the same event again, but for members that are null; otherwise the event
 * stays as JSON. Any thread.
 *
 * Returns: (transfer full) (nullable): the sheet; %NULL for another type
 */
HlcEventSheet *
hlc_event_sheet_new_from_draft (const HlcEventDraft *draft, gint64 now, const char *token, char **loss)
{
  g_autoptr (HlcEventSheet) self = NULL;
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (HlcEventDraft) checked = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcEventType type = 0;

  *loss = NULL;
  if (!hlc_event_type_from_string (draft->type, &type))
    return NULL;

  self = hlc_event_sheet_new (type);
  self->is_test = draft->is_test;
  checked =
      hlc_event_draft_new_from_text (hlc_event_type_to_string (type), draft->event, draft->is_test, problems);
  if (checked == NULL)
    *loss = hlc_form_problems_to_sentence (problems);
  else
    {
      document = hlc_json_document_new (draft->event, NULL, NULL);
      *loss = fill (self, draft->event, hlc_json_document_get_root (document), now, token);
    }

  if (*loss != NULL)
    self->json = g_strndup (g_bytes_get_data (draft->event, NULL), g_bytes_get_size (draft->event));
  else
    self->event = g_bytes_ref (draft->event);
  return g_steal_pointer (&self);
}
