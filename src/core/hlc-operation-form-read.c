/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-operation-form.h"

#include <glib/gi18n-lib.h>

#include "hlc-json-members.h"
#include "hlc-json-names.h"

/* What the protocol names in each kind of spec. */
static const char *const SPEC_MEMBERS[][6] = {
  [HLC_OPERATION_FUNCTION_CALL] = { "fn", "kwargs", "channel", "reject_options", "state", NULL },
  [HLC_OPERATION_HUMAN_CONTACT] = { "msg", "subject", "channel", "response_options", "state", NULL },
};

static const char *const OPTION_MEMBERS[] = { [HLC_OPERATION_FUNCTION_CALL] = "reject_options",
                                              [HLC_OPERATION_HUMAN_CONTACT] = "response_options" };

static char *
dup_member (HlcJsonValue object, const char *name)
{
  char *text = NULL;

  return hlc_json_read_string (object, name, FALSE, &text, NULL) ? text : NULL;
}

static char *
dup_member_text (HlcJsonValue object, const char *name)
{
  HlcJsonValue member;
  gsize length = 0;
  const char *text;

  if (!hlc_json_value_get_member (object, name, &member) || hlc_json_value_get_type (member) == HLC_JSON_NULL)
    return NULL;

  text = hlc_json_value_get_text (member, &length);
  return g_strndup (text, length);
}

static void
read_kwargs (HlcOperationForm *self, HlcJsonValue spec)
{
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  char *kwargs = dup_member_text (spec, "kwargs");

  if (kwargs == NULL)
    return;

  g_free (self->kwargs_json);
  self->kwargs_json = kwargs;
  self->kwargs_are_json = TRUE;
  /* What no row can show stays as JSON. */
  if (!hlc_operation_form_show_rows (self, problems))
    g_debug ("The arguments stay as JSON");
}

static void
read_options (HlcOperationForm *self, HlcJsonValue spec)
{
  static const char *const KNOWN[] = { "name", "title", "description", "prompt_fill", "interactive", NULL };
  HlcJsonValue array;
  HlcJsonValue element;
  HlcJsonIter iter;

  if (!hlc_json_value_get_member (spec, OPTION_MEMBERS[self->kind], &array))
    return;

  hlc_json_iter_init (&iter, array);
  while (hlc_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *name = dup_member (element, "name");
      HlcFormOption *option = hlc_operation_form_add_option (self, name != NULL ? name : "");
      HlcJsonValue interactive;

      option->title = dup_member (element, "title");
      option->description = dup_member (element, "description");
      option->prompt_fill = dup_member (element, "prompt_fill");
      option->interactive = hlc_json_value_get_member (element, "interactive", &interactive) &&
                            hlc_json_value_get_type (interactive) == HLC_JSON_TRUE;
      option->others = hlc_json_members_dup_others (element, KNOWN);
    }
}

static gboolean
read_channels (HlcOperationForm *self, HlcJsonValue spec, GPtrArray *problems)
{
  const char *known[HLC_FORM_N_CHANNELS + 1] = { NULL };
  HlcJsonValue channel;
  HlcJsonValue object;

  if (!hlc_json_value_get_member (spec, "channel", &channel) ||
      hlc_json_value_get_type (channel) == HLC_JSON_NULL)
    return TRUE;

  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    {
      known[i] = hlc_form_channel_get_name (i);
      if (!hlc_json_value_get_member (channel, known[i], &object) ||
          hlc_json_value_get_type (object) == HLC_JSON_NULL ||
          hlc_form_channel_read (&self->channels[i], i, object))
        continue;

      hlc_form_problems_add (problems, "spec.channel",
                             _ ("The fields of %s cannot show all of it: edit it as JSON."), known[i]);
      return FALSE;
    }

  self->channel_others = hlc_json_members_dup_others (channel, known);
  return TRUE;
}

static HlcOperationForm *
read_form (HlcJsonValue body, HlcJsonValue spec, HlcOperationKind kind, GPtrArray *problems)
{
  static const char *const MEMBERS[] = { "run_id", "call_id", "spec", NULL };
  g_autoptr (HlcOperationForm) self = hlc_operation_form_new (kind);

  self->call_id = dup_member (body, "call_id");
  self->run_id = dup_member (body, "run_id");
  self->fn = dup_member (spec, "fn");
  self->msg = dup_member (spec, "msg");
  self->subject = dup_member (spec, "subject");
  self->state = dup_member_text (spec, "state");
  read_kwargs (self, spec);
  read_options (self, spec);
  if (!read_channels (self, spec, problems))
    return NULL;

  self->others = hlc_json_members_dup_others (body, MEMBERS);
  self->spec_others = hlc_json_members_dup_others (spec, SPEC_MEMBERS[kind]);
  return g_steal_pointer (&self);
}

/* A form may be filled with what is not complete, but not with what none of its fields can hold. */
static void
keep_unfit (GPtrArray *input)
{
  for (guint i = input->len; i > 0; i--)
    {
      const HlcProblem *problem = g_ptr_array_index (input, i - 1);

      if (g_str_equal (problem->type, "missing") || g_str_equal (problem->type, "string_too_short"))
        g_ptr_array_remove_index (input, i - 1);
    }
}

/* An id that is empty is yet to be made. */
static gboolean
read_id (HlcJsonValue root, const char *name, char **id, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  HlcJsonLocation location = { 0 };
  HlcJsonValue member;

  if (hlc_json_read_string (root, name, FALSE, id, &error))
    {
      if (*id != NULL && **id == '\0')
        g_clear_pointer (id, g_free);
      return TRUE;
    }

  if (hlc_json_value_get_member (root, name, &member))
    hlc_json_value_get_location (member, &location);
  hlc_form_problems_add_text (problems, name, &location, error);
  return FALSE;
}

/* A text says which kind it is of by its spec, and where that has neither fn nor msg yet, by its kind. */
static HlcOperationDraft *
read_draft (HlcJsonValue root, HlcJsonValue spec, GPtrArray *problems)
{
  static const char *const KIND[] = { "kind", NULL };
  g_autofree char *kind_name = dup_member (root, "kind");
  g_autofree char *call_id = NULL;
  g_autofree char *run_id = NULL;
  HlcOperationKind kind = 0;

  if (!hlc_operation_spec_detect_kind (spec, &kind) && !hlc_operation_kind_from_string (kind_name, &kind))
    {
      hlc_form_problems_add (problems, "spec", "%s",
                             _ ("Write fn and kwargs for a function call, or msg for a question."));
      return NULL;
    }

  if (!read_id (root, "call_id", &call_id, problems) || !read_id (root, "run_id", &run_id, problems))
    return NULL;

  return hlc_operation_draft_new (root, kind, call_id, run_id, KIND);
}

static gboolean
check_names (HlcJsonValue root, HlcJsonValue spec, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  HlcJsonLocation location = { 0 };
  HlcJsonValue name;

  if (hlc_json_names_check_own (root, &error) && hlc_json_names_check_except (spec, "state", &error))
    return TRUE;

  if (hlc_json_value_find_duplicate (root, &name))
    hlc_json_value_get_location (name, &location);
  hlc_form_problems_add_text (problems, "", &location, error);
  return FALSE;
}

/* Reads a text as far as a form needs it, and says what the API would say of it. */
static HlcOperationDraft *
read_text (HlcJsonDocument *document, GPtrArray *input, GPtrArray *problems)
{
  HlcJsonValue root = hlc_json_document_get_root (document);
  g_autoptr (HlcOperationDraft) draft = NULL;
  HlcJsonValue spec;

  if (!hlc_json_value_get_member (root, "spec", &spec) || hlc_json_value_get_type (spec) != HLC_JSON_OBJECT)
    {
      hlc_form_problems_add (problems, "spec", "%s", _ ("There is no spec: write {\"spec\": {…}}."));
      return NULL;
    }

  if (!check_names (root, spec, problems))
    return NULL;

  draft = read_draft (root, spec, problems);
  if (draft != NULL && !hlc_operation_draft_check (draft, input))
    g_debug ("The draft has %u problems", input->len);
  return g_steal_pointer (&draft);
}

static HlcJsonDocument *
parse (GBytes *json, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  HlcJsonLocation location = { 0 };
  HlcJsonDocument *document = hlc_json_document_new (json, &location, &error);

  if (document == NULL)
    hlc_form_problems_add_text (problems, "", &location, error);
  return document;
}

/**
 * hlc_operation_draft_new_from_text:
 * @json: what was typed: `{spec, call_id?, run_id?, kind?}`
 * @problems: (element-type HlcFormProblem): where what is wrong is added, with line and column in @json
 *
 * Reads a request that was typed as JSON. Any thread.
 *
 * Returns: (transfer full) (nullable): the draft, or %NULL when there are problems
 */
HlcOperationDraft *
hlc_operation_draft_new_from_text (GBytes *json, GPtrArray *problems)
{
  g_autoptr (HlcJsonDocument) document = parse (json, problems);
  g_autoptr (GPtrArray) input = hlc_problems_new ();
  g_autoptr (HlcOperationDraft) draft = document != NULL ? read_text (document, input, problems) : NULL;

  hlc_form_problems_add_input (problems, input, document);
  return input->len == 0 ? g_steal_pointer (&draft) : NULL;
}

/**
 * hlc_operation_form_new_from_json:
 * @json: as for hlc_operation_draft_new_from_text()
 * @problems: (element-type HlcFormProblem): where what is wrong is added, with line and column in @json
 *
 * Fills a form with what was typed as JSON, which need not be complete. What no field shows is kept and sent. Any
 * thread.
 *
 * Returns: (transfer full) (nullable): the form, or %NULL when its fields cannot hold it
 */
HlcOperationForm *
hlc_operation_form_new_from_json (GBytes *json, GPtrArray *problems)
{
  g_autoptr (HlcJsonDocument) document = parse (json, problems);
  g_autoptr (GPtrArray) input = hlc_problems_new ();
  g_autoptr (HlcOperationDraft) draft = document != NULL ? read_text (document, input, problems) : NULL;
  g_autoptr (HlcJsonDocument) body = NULL;
  HlcJsonValue spec;

  if (draft == NULL)
    return NULL;

  keep_unfit (input);
  hlc_form_problems_add_input (problems, input, document);
  if (input->len > 0)
    return NULL;

  body = hlc_json_document_new (draft->body, NULL, NULL);
  if (!hlc_json_value_get_member (hlc_json_document_get_root (body), "spec", &spec))
    g_assert_not_reached ();
  return read_form (hlc_json_document_get_root (body), spec, draft->kind, problems);
}
