/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-template-expand.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-clock.h"
#include "hlc-generated-state.h"
#include "hlc-id-scheme.h"
#include "hlc-placeholder.h"
#include "hlc-random.h"

#define TOKEN_CHARACTERS 16

typedef struct
{
  HlcTemplate *template;
  const HlcTemplateInput *input;
  HlcJsonDocument *document; /* (owned) */
  gboolean is_literal;
  GHashTable *values;  /* (owned) (element-type utf8 utf8): what holds for all steps */
  GHashTable *numbers; /* (owned) (element-type utf8 gint64): the next one of each scheme */
  char *run_id;        /* (owned) */
} Expansion;

/* A step whose ids are known. */
typedef struct
{
  char *name;    /* (owned) */
  char *call_id; /* (owned) */
  char *run_id;  /* (owned) */
  char *number;  /* (owned) */
  char *token;   /* (owned) */
  HlcOperationKind kind;
  HlcJsonValue value;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->name);
  g_free (step->call_id);
  g_free (step->run_id);
  g_free (step->number);
  g_free (step->token);
  g_free (step);
}

static char *
make_token (const Expansion *self)
{
  if (self->input->make_token != NULL)
    return self->input->make_token (self->input->user_data);

  return hlc_random_token ("", TOKEN_CHARACTERS);
}

static void
set_value (GHashTable *values, const char *name, const char *text)
{
  g_hash_table_insert (values, g_strdup (name), g_strdup (text));
}

/* The defaults, and over them what was set. */
static GHashTable *
make_values (HlcTemplate *template, GHashTable *set, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) list = hlc_template_list_values (template);
  g_autoptr (GString) names = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name;
  gpointer text;

  for (guint i = 0; i < list->len; i++)
    {
      const HlcTemplateValue *value = g_ptr_array_index (list, i);

      set_value (values, value->name, value->text);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", value->name);
    }
  if (set == NULL)
    return g_steal_pointer (&values);

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      if (!g_hash_table_contains (values, name))
        {
          if (names->len > 0)
            g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                         _ ("The template %s has no value “%s”. Its values are: %s."), template->name,
                         (const char *) name, names->str);
          else
            g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                         _ ("The template %s has no value “%s”, and no other either."), template->name,
                         (const char *) name);
          return NULL;
        }
      set_value (values, name, text);
    }

  return g_steal_pointer (&values);
}

static gboolean
is_literal (HlcJsonDocument *document)
{
  HlcJsonValue member;

  return hlc_json_value_get_member (hlc_json_document_get_root (document), "placeholders", &member) &&
         hlc_json_value_get_type (member) == HLC_JSON_FALSE;
}

static char *
dup_member (HlcJsonValue object, const char *name)
{
  g_autofree char *text = NULL;

  if (!hlc_json_read_string (object, name, FALSE, &text, NULL) || text == NULL || *text == '\0')
    return NULL;

  return g_steal_pointer (&text);
}

/* The call_id of a step with the values in place, when it follows a scheme: {n} is left in it then. */
static char *
dup_scheme (HlcJsonValue step, GHashTable *values)
{
  g_autofree char *call_id = dup_member (step, "call_id");
  g_autofree char *scheme = call_id != NULL ? hlc_placeholder_expand (call_id, values, NULL) : NULL;

  return scheme != NULL && hlc_id_scheme_check (scheme, NULL) ? g_steal_pointer (&scheme) : NULL;
}

static void
iterate_steps (HlcJsonDocument *document, HlcJsonIter *iter)
{
  HlcJsonValue steps;

  if (!hlc_json_value_get_member (hlc_json_document_get_root (document), "steps", &steps))
    steps = hlc_json_document_get_root (document);
  hlc_json_iter_init (iter, steps);
}

/**
 * hlc_template_list_schemes:
 * @values: (nullable) (element-type utf8 utf8): as in #HlcTemplateInput
 *
 * Names the schemes whose next number must be looked up before hlc_template_expand().
 *
 * Returns: (transfer full) (array zero-terminated=1): each once, as `order-{n}`
 */
char **
hlc_template_list_schemes (HlcTemplate *self, GHashTable *values)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (self->json, NULL, NULL);
  g_autoptr (GHashTable) known = make_values (self, values, NULL);
  g_autoptr (GPtrArray) schemes = g_ptr_array_new_with_free_func (g_free);
  HlcJsonIter iter;
  HlcJsonValue step;

  if (self->kind == HLC_TEMPLATE_OPERATIONS && known != NULL && !is_literal (document))
    {
      iterate_steps (document, &iter);
      while (hlc_json_iter_next (&iter, NULL, &step))
        {
          char *scheme = dup_scheme (step, known);

          if (scheme != NULL && !g_ptr_array_find_with_equal_func (schemes, scheme, g_str_equal, NULL))
            g_ptr_array_add (schemes, scheme);
          else
            g_free (scheme);
        }
    }

  g_ptr_array_add (schemes, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&schemes), FALSE);
}

static gint64
take_number (Expansion *self, const char *scheme)
{
  gint64 *next = g_hash_table_lookup (self->numbers, scheme);
  const gint64 *first =
      self->input->numbers != NULL ? g_hash_table_lookup (self->input->numbers, scheme) : NULL;

  if (next == NULL)
    {
      next = g_new (gint64, 1);
      *next = first != NULL ? *first : 1;
      g_hash_table_insert (self->numbers, g_strdup (scheme), next);
    }

  return (*next)++;
}

/* What holds for one step only, on top of what holds for all. */
static void
enter_step (Expansion *self, const Step *step)
{
  set_value (self->values, "n", step->number);
  set_value (self->values, "id", step->token);
}

static char *
expand_id (Expansion *self, const char *id, GError **error)
{
  return self->is_literal ? g_strdup (id) : hlc_placeholder_expand (id, self->values, error);
}

static gboolean
make_ids (Expansion *self, Step *step, GError **error)
{
  g_autofree char *call_id = dup_member (step->value, "call_id");
  g_autofree char *run_id = dup_member (step->value, "run_id");
  g_autofree char *token = call_id == NULL ? make_token (self) : NULL;

  step->call_id = call_id != NULL ? expand_id (self, call_id, error) : g_strconcat ("call_", token, NULL);
  if (step->call_id == NULL)
    return FALSE;

  step->run_id = run_id != NULL ? expand_id (self, run_id, error) : g_strdup (self->run_id);
  return step->run_id != NULL;
}

/* Later steps, and the texts of all of them, refer to a step by its name. */
static void
tell_ids (Expansion *self, const Step *step)
{
  const struct
  {
    const char *member;
    const char *text;
  } MEMBERS[] = { { "call_id", step->call_id }, { "run_id", step->run_id }, { "n", step->number } };

  for (guint i = 0; i < G_N_ELEMENTS (MEMBERS); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.%s", step->name, MEMBERS[i].member);

      set_value (self->values, name, MEMBERS[i].text);
    }
}

static Step *
begin_step (Expansion *self, HlcJsonValue value, guint index, GError **error)
{
  Step *step = g_new0 (Step, 1);
  g_autofree char *kind_name = dup_member (value, "kind");
  g_autofree char *scheme = NULL;

  step->value = value;
  step->name = dup_member (value, "name");
  if (step->name == NULL)
    step->name = g_strdup_printf ("step%u", index + 1);
  if (!hlc_operation_kind_from_string (kind_name, &step->kind))
    g_assert_not_reached ();

  scheme = self->is_literal ? NULL : dup_scheme (value, self->values);
  step->number =
      g_strdup_printf ("%" G_GINT64_FORMAT, scheme != NULL ? take_number (self, scheme) : (gint64) index + 1);
  step->token = make_token (self);
  enter_step (self, step);
  if (!make_ids (self, step, error))
    {
      g_prefix_error (error, "%s: ", step->name);
      step_free (step);
      return NULL;
    }

  tell_ids (self, step);
  /* The scheme of the next step is one only while these two have no value. */
  g_hash_table_remove (self->values, "n");
  g_hash_table_remove (self->values, "id");
  return step;
}

static GBytes *
expand_text (Expansion *self, HlcJsonValue value, GError **error)
{
  g_autoptr (GBytes) text = hlc_json_value_dup_text (value);

  if (self->is_literal)
    return g_steal_pointer (&text);

  return hlc_placeholder_expand_json (text, self->values, HLC_TEMPLATE_MAX_SIZE, error);
}

static HlcOperationDraft *
finish_step (Expansion *self, const Step *step, GError **error)
{
  static const char *const OWN[] = { "kind", "name", "generate_state", NULL };
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (HlcJsonDocument) expanded = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autoptr (HlcOperationDraft) draft = NULL;
  g_autoptr (GPtrArray) problems = hlc_problems_new ();

  enter_step (self, step);
  text = expand_text (self, step->value, error);
  expanded = text != NULL ? hlc_json_document_new (text, NULL, error) : NULL;
  whole = expanded != NULL ? hlc_generated_state_fill_in (expanded, error) : NULL;
  document = whole != NULL ? hlc_json_document_new (whole, NULL, error) : NULL;
  if (document == NULL)
    return NULL;

  draft = hlc_operation_draft_new (hlc_json_document_get_root (document), step->kind, step->call_id,
                                   step->run_id, OWN);
  draft->label = g_strdup (step->name);
  if (!hlc_operation_draft_check (draft, problems))
    {
      g_autofree char *sentence = hlc_problems_to_sentence (problems);

      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, sentence);
      return NULL;
    }

  return g_steal_pointer (&draft);
}

static gboolean
check_unique (GPtrArray *steps, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (ids, ((Step *) g_ptr_array_index (steps, i))->call_id);
  g_ptr_array_add (ids, NULL);

  return hlc_id_check_unique ((const char *const *) ids->pdata, NULL, error);
}

/* First the ids of all, then the texts, which may refer to any of them. */
static gboolean
expand_steps (Expansion *self, HlcTemplateOutput *output, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);
  g_autofree char *token = make_token (self);
  HlcJsonIter iter;
  HlcJsonValue value;

  self->run_id = g_strconcat ("run_", token, NULL);
  iterate_steps (self->document, &iter);
  while (hlc_json_iter_next (&iter, NULL, &value))
    {
      Step *step = begin_step (self, value, steps->len, error);

      if (step == NULL)
        return FALSE;
      g_ptr_array_add (steps, step);
    }

  if (!check_unique (steps, error))
    return FALSE;

  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = g_ptr_array_index (steps, i);
      HlcOperationDraft *draft = finish_step (self, step, error);

      if (draft == NULL)
        {
          g_prefix_error (error, "%s: ", step->name);
          return FALSE;
        }
      g_ptr_array_add (output->drafts, draft);
    }

  return TRUE;
}

/* *@composed: the form that it is made of. */
static HlcEventDraft *
compose_event (Expansion *self,
               HlcJsonDocument *document,
               const char *token,
               HlcEventForm **composed,
               GError **error)
{
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (HlcEventDraft) event = NULL;
  g_autoptr (HlcEventForm) form =
      hlc_event_form_new_from_json (self->template->event_type, hlc_json_document_get_root (document), error);

  if (form == NULL)
    return NULL;

  event = hlc_event_form_to_draft (form, self->input->now, token, problems);
  if (event == NULL)
    {
      g_autofree char *sentence = hlc_form_problems_to_sentence (problems);

      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, sentence);
      return NULL;
    }

  *composed = g_steal_pointer (&form);
  return g_steal_pointer (&event);
}

static HlcEventDraft *
check_event (HlcEventDraft *event, GError **error)
{
  g_autoptr (HlcEventDraft) draft = event;
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  g_autofree char *sentence = NULL;

  if (hlc_event_draft_check (draft, problems))
    return g_steal_pointer (&draft);

  sentence = hlc_problems_to_sentence (problems);
  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, sentence);
  return NULL;
}

static gboolean
expand_event (Expansion *self, HlcTemplateOutput *output, GError **error)
{
  HlcJsonValue root = hlc_json_document_get_root (self->document);
  g_autofree char *token = make_token (self);
  g_autoptr (GBytes) text = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcJsonValue member;
  gboolean has_form = hlc_json_value_get_member (root, "form", &member);
  gboolean is_set = FALSE;
  gboolean is_test = FALSE;

  if (!has_form && !hlc_json_value_get_member (root, "event", &member))
    g_assert_not_reached ();
  if (!hlc_json_read_boolean (root, "is_test", &is_set, &is_test, error))
    return FALSE;

  set_value (self->values, "n", "1");
  set_value (self->values, "id", token);
  text = expand_text (self, member, error);
  document = text != NULL ? hlc_json_document_new (text, NULL, error) : NULL;
  if (document == NULL)
    return FALSE;

  output->event = has_form
                      ? compose_event (self, document, token, &output->form, error)
                      : check_event (hlc_event_draft_new (self->template->event_type, text, is_test), error);
  if (output->event != NULL)
    output->event->is_test = output->event->is_test || is_test;
  return output->event != NULL;
}

/**
 * hlc_template_expand:
 * @input: what it is filled in with
 * @error: what is wrong with the template or the values, with the name of the step
 *
 * Makes of a template what is to be created or sent. In its strings, as hlc-placeholder.h describes them:
 *
 * - `{n}` is the number that the step's call_id takes in its scheme, or else the step's own, from 1;
 * - `{id}` is random, the same within a step;
 * - `{now}` is the time, RFC 3339;
 * - `{name}` is a value of the template;
 * - `{step.call_id}`, `{step.run_id}` and `{step.n}` are those of the step of that name; in ids only of an earlier one.
 *   A step without a name is called step1, step2 …
 *
 * A step without a call_id gets one that is made; those without a run_id share one. Any thread; long texts take long.
 *
 * Returns: (transfer full) (nullable): what became of it; checked as the API would
 */
HlcTemplateOutput *
hlc_template_expand (HlcTemplate *self, const HlcTemplateInput *input, GError **error)
{
  g_autoptr (HlcTemplateOutput) output = g_new0 (HlcTemplateOutput, 1);
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (self->json, NULL, error);
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *now = hlc_time_format (input->now);
  Expansion expansion = { self, input, document, FALSE, NULL, numbers, NULL };
  gboolean ok;

  output->drafts = hlc_operation_drafts_new ();
  values = document != NULL ? make_values (self, input->values, error) : NULL;
  if (values == NULL)
    return NULL;

  set_value (values, "now", now);
  expansion.values = values;
  expansion.is_literal = is_literal (document);
  ok = self->kind == HLC_TEMPLATE_OPERATIONS ? expand_steps (&expansion, output, error)
                                             : expand_event (&expansion, output, error);
  g_free (expansion.run_id);
  return ok ? g_steal_pointer (&output) : NULL;
}

/**
 * hlc_template_output_free:
 * @self: (transfer full): an output
 */
void
hlc_template_output_free (HlcTemplateOutput *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->drafts);
  g_clear_pointer (&self->event, hlc_event_draft_free);
  g_clear_pointer (&self->form, hlc_event_form_free);
  g_free (self);
}
