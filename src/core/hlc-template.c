/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-enum-name.h"
#include "hlc-placeholder.h"

/* The longest name: it is that of a file. Bytes. */
#define MAX_NAME 64

#define END                                                                                                  \
  {                                                                                                          \
    NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE                                                                 \
  }

static const HlcShapeField STEP[] = {
  { "name", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "kind", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "call_id", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "run_id", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "spec", HLC_SHAPE_OBJECT, TRUE, NULL, TRUE },
  { "generate_state", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField OPERATIONS[] = {
  { "title", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "description", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "values", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  { "placeholders", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE },
  { "steps", HLC_SHAPE_OBJECTS, TRUE, STEP, FALSE },
  END,
};

static const HlcShapeField EVENT[] = {
  { "title", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "description", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "values", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  { "placeholders", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE },
  { "type", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "event", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  { "form", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  { "is_test", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField *const SHAPES[] = {
  [HLC_TEMPLATE_OPERATIONS] = OPERATIONS,
  [HLC_TEMPLATE_EVENT] = EVENT,
};

static const char *const KIND_NAMES[] = {
  [HLC_TEMPLATE_OPERATIONS] = "operations",
  [HLC_TEMPLATE_EVENT] = "event",
};

/**
 * hlc_template_kind_to_string:
 *
 * Returns: (transfer none): the kind's name in a template's text
 */
const char *
hlc_template_kind_to_string (HlcTemplateKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (KIND_NAMES), NULL);

  return KIND_NAMES[kind];
}

/**
 * hlc_template_check_name:
 * @name: what a template is to be called
 *
 * A name is that of a file, too: lower-case letters, digits, and hyphens, points and underscores between.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT when it can be no name
 */
gboolean
hlc_template_check_name (const char *name, GError **error)
{
  static const char ALLOWED[] = "abcdefghijklmnopqrstuvwxyz0123456789-._";
  gsize length;

  g_return_val_if_fail (name != NULL, FALSE);

  length = strlen (name);
  if (length > 0 && length <= MAX_NAME && strspn (name, ALLOWED) == length && g_ascii_isalnum (name[0]) &&
      g_ascii_isalnum (name[length - 1]))
    return TRUE;

  g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
               length == 0
                   ? _ ("The template needs a name, such as %s.")
                   : _ ("A template's name has up to 64 lower-case letters, digits and hyphens, such as %s."),
               "customer-email");
  return FALSE;
}

/**
 * hlc_template_ref:
 *
 * Returns: (transfer full): @self
 */
HlcTemplate *
hlc_template_ref (HlcTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * hlc_template_unref:
 *
 * Gives back a reference.
 */
void
hlc_template_unref (HlcTemplate *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->name);
  g_free (self->title);
  g_free (self->description);
  g_free (self->event_type);
  g_clear_pointer (&self->json, g_bytes_unref);
  g_free (self);
}

/* Values are set by name, and none may be called as what the console fills in itself. */
static void
check_values (HlcJsonValue root, GPtrArray *problems)
{
  static const char *const TAKEN[] = { "n", "id", "now", NULL };
  HlcJsonValue values;
  HlcJsonValue name_value;
  HlcJsonValue value;
  HlcJsonIter iter;

  if (!hlc_json_value_get_member (root, "values", &values))
    return;

  hlc_json_iter_init (&iter, values);
  while (hlc_json_iter_next (&iter, &name_value, &value))
    {
      g_autofree char *name = hlc_json_value_dup_string (name_value, NULL);

      if (!hlc_placeholder_is_name (name) || g_strv_contains (TAKEN, name))
        hlc_problems_add (
            problems, "values", "value_error",
            _ ("“%s” can be no value's name: take lower-case letters, digits and underscores, and not n, id "
               "or now."),
            name);
      else if (hlc_json_value_get_type (value) != HLC_JSON_STRING)
        hlc_problems_add (problems, "values", "string_type", _ ("The default of “%s” must be a string."),
                          name);
    }
}

static void
check_steps (HlcTemplate *self, HlcJsonValue root, GPtrArray *problems)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  HlcJsonValue steps;
  HlcJsonValue step;
  HlcJsonIter iter;

  if (!hlc_json_value_get_member (root, "steps", &steps))
    return;

  hlc_json_iter_init (&iter, steps);
  while (hlc_json_iter_next (&iter, NULL, &step) && self->n_steps <= HLC_TEMPLATE_MAX_STEPS)
    {
      g_autofree char *path = g_strdup_printf ("steps.%u", self->n_steps++);
      g_autofree char *kind_name = NULL;
      g_autofree char *name = NULL;
      HlcOperationKind kind = 0;

      if (!hlc_json_read_string (step, "kind", TRUE, &kind_name, NULL) ||
          !hlc_operation_kind_from_string (kind_name, &kind))
        hlc_problems_add (problems, path, "value_error",
                          _ ("Its kind must be function_call or human_contact."));
      if (!hlc_json_read_string (step, "name", TRUE, &name, NULL))
        continue;

      if (!hlc_placeholder_is_name (name))
        hlc_problems_add (problems, path, "value_error",
                          _ ("“%s” can be no step's name: take lower-case letters, digits and underscores."),
                          name);
      if (!g_hash_table_add (names, g_strdup (name)))
        hlc_problems_add (problems, path, "value_error",
                          _ ("The step name “%s” stands twice; make names unique."), name);
    }

  if (self->n_steps == 0 || self->n_steps > HLC_TEMPLATE_MAX_STEPS)
    hlc_problems_add (problems, "steps", "value_error", _ ("There must be 1 to %d steps."),
                      HLC_TEMPLATE_MAX_STEPS);
}

static void
check_event (HlcTemplate *self, HlcJsonValue root, GPtrArray *problems)
{
  HlcEventFormKind kind = 0;
  HlcJsonValue member;
  gboolean has_form = hlc_json_value_get_member (root, "form", &member);

  if (!hlc_json_read_string (root, "type", TRUE, &self->event_type, NULL))
    return;

  if (has_form == hlc_json_value_get_member (root, "event", &member))
    hlc_problems_add (problems, "event", "value_error", _ ("There must be either event or form."));
  else if (has_form && !hlc_event_form_kind_from_type (self->event_type, &kind))
    hlc_problems_add (problems, "type", "value_error", _ ("There is no form for %s."), self->event_type);
}

static gboolean
read_template (HlcTemplate *self, HlcJsonValue root, GPtrArray *problems)
{
  g_autofree char *kind_name = NULL;
  int kind = -1;

  if (hlc_json_value_get_type (root) == HLC_JSON_OBJECT &&
      hlc_json_read_string (root, "kind", TRUE, &kind_name, NULL))
    kind = hlc_enum_name_find (KIND_NAMES, G_N_ELEMENTS (KIND_NAMES), kind_name);
  if (kind < 0)
    {
      hlc_problems_add (problems, "kind", "value_error", _ ("It must be operations or event."));
      return FALSE;
    }

  self->kind = (HlcTemplateKind) kind;
  hlc_shape_check (root, "template", SHAPES[kind], problems);
  if (problems->len > 0)
    return FALSE;

  check_values (root, problems);
  if (self->kind == HLC_TEMPLATE_OPERATIONS)
    check_steps (self, root, problems);
  else
    check_event (self, root, problems);
  if (problems->len > 0)
    return FALSE;

  return hlc_json_read_string (root, "title", FALSE, &self->title, NULL) &&
         hlc_json_read_string (root, "description", FALSE, &self->description, NULL);
}

/**
 * hlc_template_new:
 * @name: what it is called
 * @json: its text
 * @error: %HLC_ERROR_ARGUMENT for the name, %HLC_ERROR_SHAPE or a scanner's error for the text
 *
 * Reads a template. Any thread.
 *
 * Returns: (transfer full) (nullable): the template
 */
HlcTemplate *
hlc_template_new (const char *name, GBytes *json, GError **error)
{
  g_autoptr (HlcTemplate) self = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autoptr (GPtrArray) problems = hlc_problems_new ();

  if (!hlc_template_check_name (name, error))
    return NULL;

  if (g_bytes_get_size (json) > HLC_TEMPLATE_MAX_SIZE)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("A template has at most 16 MiB."));
      return NULL;
    }

  document = hlc_json_document_new (json, NULL, error);
  if (document == NULL)
    return NULL;

  self = g_new0 (HlcTemplate, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->json = g_bytes_ref (json);
  if (!read_template (self, hlc_json_document_get_root (document), problems))
    {
      g_autofree char *sentence = hlc_problems_to_sentence (problems);

      g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("This is no template: %s"), sentence);
      return NULL;
    }

  if (self->title == NULL || *self->title == '\0')
    {
      g_free (self->title);
      self->title = g_strdup (name);
    }
  if (self->description == NULL)
    self->description = g_strdup ("");
  return g_steal_pointer (&self);
}

static void
template_value_free (gpointer data)
{
  HlcTemplateValue *value = data;

  g_free (value->name);
  g_free (value->text);
  g_free (value);
}

/**
 * hlc_template_list_values:
 *
 * Returns: (transfer full) (element-type HlcTemplateValue): the values that may be set, with their defaults
 */
GPtrArray *
hlc_template_list_values (HlcTemplate *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (template_value_free);
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (self->json, NULL, NULL);
  HlcJsonValue values;
  HlcJsonValue name;
  HlcJsonValue text;
  HlcJsonIter iter;

  if (!hlc_json_value_get_member (hlc_json_document_get_root (document), "values", &values))
    return list;

  hlc_json_iter_init (&iter, values);
  while (hlc_json_iter_next (&iter, &name, &text))
    {
      HlcTemplateValue *value = g_new0 (HlcTemplateValue, 1);

      value->name = hlc_json_value_dup_string (name, NULL);
      value->text = hlc_json_value_dup_string (text, NULL);
      g_ptr_array_add (list, value);
    }

  return list;
}
