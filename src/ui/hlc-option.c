/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-option.h"

#include "hlc-visible-text.h"

/* The longest text on a button. Characters. */
#define MAX_LABEL 60

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

static HlcOption *
hlc_option_new (HlcJsonValue value)
{
  g_autoptr (HlcOption) self = g_new0 (HlcOption, 1);
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;
  gboolean is_set = FALSE;

  if (!hlc_json_read_string (value, "name", TRUE, &self->name, NULL) ||
      !hlc_json_read_string (value, "title", FALSE, &title, NULL) ||
      !hlc_json_read_string (value, "description", FALSE, &description, NULL) ||
      !hlc_json_read_string (value, "prompt_fill", FALSE, &self->text, NULL) ||
      !hlc_json_read_boolean (value, "interactive", &is_set, &self->interactive, NULL))
    return NULL;

  self->label =
      hlc_visible_text_bounded (is_filled (title) ? title : self->name, -1, HLC_VISIBLE_ONE_LINE, MAX_LABEL);
  if (is_filled (description))
    self->description = hlc_visible_text (description, -1, HLC_VISIBLE_KEEP_LINES);
  /* A denial and a response must say something: the nearest words are taken. */
  if (!is_filled (self->text))
    {
      g_free (self->text);
      self->text = g_strdup (is_filled (title) ? title : self->name);
    }

  return g_steal_pointer (&self);
}

/**
 * hlc_option_read_all:
 * @spec: (nullable): the `spec` of an operation
 * @kind: whether its reject options or its response options are read
 *
 * Returns: (transfer full) (element-type HlcOption): the options, in the order of the text; what is no option is left out
 */
GPtrArray *
hlc_option_read_all (HlcJsonDocument *spec, HlcOperationKind kind)
{
  const char *member = kind == HLC_OPERATION_FUNCTION_CALL ? "reject_options" : "response_options";
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_option_free);
  HlcJsonValue array;
  HlcJsonValue value;
  HlcJsonIter iter;

  if (spec == NULL || hlc_json_value_get_type (hlc_json_document_get_root (spec)) != HLC_JSON_OBJECT ||
      !hlc_json_value_get_member (hlc_json_document_get_root (spec), member, &array) ||
      hlc_json_value_get_type (array) != HLC_JSON_ARRAY)
    return g_steal_pointer (&options);

  hlc_json_iter_init (&iter, array);
  while (hlc_json_iter_next (&iter, NULL, &value))
    {
      HlcOption *option = hlc_json_value_get_type (value) == HLC_JSON_OBJECT ? hlc_option_new (value) : NULL;

      if (option != NULL)
        g_ptr_array_add (options, option);
    }

  return g_steal_pointer (&options);
}

/** hlc_option_find: Returns: (transfer none) (nullable): the option that is called @name */
const HlcOption *
hlc_option_find (GPtrArray *options, const char *name)
{
  for (guint i = 0; i < options->len; i++)
    {
      const HlcOption *option = g_ptr_array_index (options, i);

      if (g_str_equal (option->name, name))
        return option;
    }

  return NULL;
}

/** hlc_option_free: frees @self */
void
hlc_option_free (HlcOption *self)
{
  g_free (self->name);
  g_free (self->label);
  g_free (self->description);
  g_free (self->text);
  g_free (self);
}
